package dev.countersign.bench;

import dev.countersign.bench.PlatformStub.Phone;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * After SIGKILL of a worker with many open requests: how long a fresh process needs from its
 * assignment until their state is restored, and until their sockets are back with the pace limit
 * off; beside a fresh plain consumer that reads the same partitions.
 */
final class Takeover {
  static final String OURS = "countersign";
  static final String PLAIN = "plain consumer";

  static final String SOCKETS_BACK = "s until sockets are back";
  static final String SOCKETS_BACK_READ = SOCKETS_BACK + ", each payload read";

  /** A process has 20,000 descriptors; requests beyond are asked for now and then. */
  private static final int SOCKETS = 15_000;

  /** A worker that dies in a transaction leaves it open, and who comes next waits for its end. */
  private static final Duration SETTLE = Duration.ofSeconds(10);

  private static final Map<String, String> NO_PACE =
      Map.of("COUNTERSIGN_SOCKETS_PER_SECOND", "10000");

  record Plan(int requests, int rounds) {}

  private final String servers;
  private final Plan plan;
  private final Figures figures = new Figures();

  Takeover(String servers, Plan plan) {
    this.servers = servers;
    this.plan = plan;
  }

  Figures run() {
    try (Platform platform = Platform.start(1, Phone.WAITS, 0);
        Site site = new Site(servers)) {
      Child worker = start(site, platform, 0);
      try (Watchdog _ = Watchdog.of("creating", Duration.ofMinutes(10));
          Events events = new Events(servers, site.config.topics().events())) {
        site.send(Commands::json, 0, plan.requests());
        events.await(List.of("created"), plan.requests(), worker::check);
        platform.awaitSockets(sockets(), worker);
      }
      for (int round = 1; round <= plan.rounds(); round++) {
        try (Watchdog _ = Watchdog.of("takeover", Duration.ofMinutes(7))) {
          Child.rest(SETTLE);
          worker.kill();
          platform.awaitNoSocket();
          plain(site);
          worker = takeOver(site, platform, round);
        }
      }
      worker.kill();
    }
    return figures;
  }

  private int sockets() {
    return Math.min(SOCKETS, plan.requests());
  }

  private static Child start(Site site, Platform platform, int round) {
    return site.worker("worker-" + round, platform.port(), List.of("-Xmx2g"), NO_PACE);
  }

  private Child takeOver(Site site, Platform platform, int round) {
    Child worker = start(site, platform, round);
    String url = Site.awaitReady(worker);
    long ready = System.nanoTime();
    platform.awaitSockets(sockets(), worker);
    double connected = (System.nanoTime() - ready) / 1e9;
    if (Site.metric(url, "countersign_requests_open") != plan.requests()) {
      throw new IllegalStateException("requests are missing");
    }
    if (Site.metric(url, "countersign_restore_seconds_count") != Site.PARTITIONS) {
      throw new IllegalStateException("partitions were not restored at once");
    }
    double restored = Site.metric(url, "countersign_restore_seconds_max");
    figures.add(OURS, "ms", restored * 1_000);
    figures.add(
        OURS,
        // Nobody has read a payload since it was created.
        round == 1 ? SOCKETS_BACK_READ : SOCKETS_BACK,
        restored + connected);
    figures.add(OURS, "CPU s", worker.cpuSeconds());
    figures.add(OURS, "RSS MB", worker.rssMegabytes());
    figures.add(OURS, "errors", worker.errors());
    return worker;
  }

  private void plain(Site site) {
    try (Child reader =
        Child.main(
            "plain",
            List.of("-Xmx1g"),
            Map.of(),
            PlainReader.class,
            servers,
            site.config.topics().state(),
            Site.PARTITIONS)) {
      String[] read = reader.said("read ").split(" ");
      if (Integer.parseInt(read[1]) < plan.requests()) {
        throw new IllegalStateException(read[1] + " states instead of " + plan.requests());
      }
      figures.add(PLAIN, "ms", Double.parseDouble(read[0]));
      figures.add(PLAIN, "errors", reader.errors());
    }
  }
}
