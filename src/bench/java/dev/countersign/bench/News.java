package dev.countersign.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.bench.PlatformStub.Phone;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A frame on a socket, to the event that can be read under read_committed; beside bare transactions
 * that write as many records in a second, as {@link BareTransactions} does.
 *
 * <p>Both sides take {@link System#nanoTime} of one machine, which its processes share.
 */
final class News {
  static final String OURS = "countersign";
  static final String BARE = "bare transactions";

  private static final int WARM = 6_000;

  /** So many records leave the JVM with something to compile. */
  private static final Duration SETTLE = Duration.ofSeconds(20);

  /**
   * @param rates news in a second
   * @param counts how many are sent at each rate
   */
  record Plan(List<Integer> rates, List<Integer> counts, int rounds) {
    int all() {
      return WARM + counts.stream().mapToInt(count -> count).sum();
    }
  }

  private final String servers;
  private final Plan plan;
  private final Figures figures = new Figures();

  News(String servers, Plan plan) {
    this.servers = servers;
    this.plan = plan;
  }

  Figures run() {
    // Broker and clients are colder in a first round.
    ours();
    bare();
    figures.forget();
    for (int round = 0; round < plan.rounds(); round++) {
      ours();
      bare();
    }
    return figures;
  }

  private void ours() {
    try (Watchdog _ = Watchdog.of(OURS, Duration.ofMinutes(10));
        Platform platform = Platform.start(1, Phone.WAITS, 0);
        Site site = new Site(servers)) {
      try (Child worker = site.worker("worker", platform.port(), List.of("-Xmx1g"), Map.of());
          Events events = new Events(servers, site.config.topics().events())) {
        site.send(Commands::json, 0, plan.all());
        events.await(List.of("created"), plan.all(), worker::check);
        platform.awaitSockets(plan.all(), worker);
        Child.rest(SETTLE);
        opened(platform, events, WARM, 1_000, worker);
        for (int i = 0; i < plan.rates().size(); i++) {
          int rate = plan.rates().get(i);
          double cpu = worker.cpuSeconds();
          add(OURS, rate, opened(platform, events, plan.counts().get(i), rate, worker));
          double spent = worker.cpuSeconds() - cpu;
          figures.add(OURS, "CPU ms each at " + rate, spent * 1_000 / plan.counts().get(i));
        }
        figures.add(OURS, "errors", worker.errors());
      }
    }
  }

  /** Nanoseconds from frame to event, of as many news as were sent. */
  private static List<Long> opened(
      Platform platform, Events events, int count, int rate, Child worker) {
    CompletableFuture<String> sent =
        CompletableFuture.supplyAsync(() -> platform.open(count, rate));
    Map<String, Long> readAt = new HashMap<>();
    while (readAt.size() < count) {
      worker.check();
      events.poll(
          event -> {
            if (Events.type(event).equals("opened")) {
              long now = System.nanoTime();
              JsonObject json = new JsonObject(Buffer.buffer(event.value()));
              readAt.put(json.getString("payload_uuid"), now);
            }
          });
    }
    List<Long> latencies = new ArrayList<>();
    for (String line : sent.join().lines().toList()) {
      String[] words = line.split(" ");
      Long read = readAt.get(words[0]);
      if (read == null) {
        throw new IllegalStateException("no event of " + words[0]);
      }
      latencies.add(read - Long.parseLong(words[1]));
    }
    if (latencies.size() != count) {
      throw new IllegalStateException(latencies.size() + " frames instead of " + count);
    }
    return latencies;
  }

  private void bare() {
    try (Watchdog _ = Watchdog.of(BARE, Duration.ofMinutes(3));
        Site site = new Site(servers)) {
      String topic = site.rivalEvents("bare");
      List<String> jvm = List.of("-Xmx1g");
      try (Events events = new Events(servers, topic);
          Child writer =
              Child.main(
                  "bare", jvm, Map.of(), BareTransactions.class, servers, topic, Site.PARTITIONS)) {
        written(writer, events, plan.all(), 5_000);
        Child.rest(SETTLE);
        written(writer, events, WARM, 1_000);
        for (int i = 0; i < plan.rates().size(); i++) {
          int rate = plan.rates().get(i);
          double cpu = writer.cpuSeconds();
          add(BARE, rate, written(writer, events, plan.counts().get(i), rate));
          double spent = writer.cpuSeconds() - cpu;
          figures.add(BARE, "CPU ms each at " + rate, spent * 1_000 / plan.counts().get(i));
        }
        figures.add(BARE, "errors", writer.errors());
      }
    }
  }

  private static List<Long> written(Child writer, Events events, int count, int rate) {
    writer.tell(rate + " " + count);
    List<Long> latencies = new ArrayList<>();
    while (latencies.size() < count) {
      writer.check();
      events.poll(
          record ->
              latencies.add(System.nanoTime() - Long.parseLong(new String(record.key(), UTF_8))));
    }
    return latencies;
  }

  private void add(String name, int rate, List<Long> latencies) {
    long[] sorted = latencies.stream().mapToLong(each -> each).sorted().toArray();
    for (double percentile : new double[] {50, 99, 99.9}) {
      int index = (int) Math.ceil(percentile / 100 * sorted.length) - 1;
      figures.add(
          name,
          "p%s ms at %d".formatted(percentile == 99.9 ? "99.9" : (int) percentile, rate),
          sorted[index] / 1e6);
    }
  }
}
