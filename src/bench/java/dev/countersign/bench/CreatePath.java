package dev.countersign.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;

/**
 * Commands of 1 KB, sent all at once to a program that is warm, to CREATED that can be read under
 * read_committed; beside Confluent's parallel consumer, and a bare loop as the limit of what the
 * libraries give. Every payload expires as soon as a socket listens, and nobody is told that a
 * request has to wait, so that creating is what is measured; ours reads the expiry from the
 * platform, says so in a second event and remembers it, the rivals do not look.
 */
final class CreatePath {
  static final String OURS = "countersign";

  /** Its requests are asked for now and then instead, later than this lasts. */
  static final String OURS_DEAF = "countersign, one socket";

  static final String OURS_AVRO = "countersign, Avro";

  static final String PEER = "parallel consumer";
  static final String BARE = "bare loop";

  private static final int SOCKETS = 15_000;
  private static final List<String> HEAP = List.of("-Xmx3g");

  /**
   * @param delay milliseconds after which the platform answers
   * @param atOnce calls
   * @param warm commands before measuring
   * @param count commands that are measured
   * @param ways also with Avro, and with one socket
   */
  record Plan(long delay, int atOnce, int warm, int count, boolean ways, int rounds) {}

  private final Broker broker;
  private final String servers;
  private final Plan plan;
  private final Figures figures = new Figures();

  CreatePath(Broker broker, Plan plan) {
    this.broker = broker;
    this.servers = broker.bootstrapServers();
    this.plan = plan;
  }

  Figures run() {
    for (int round = 0; round < plan.rounds(); round++) {
      ours(OURS, Commands::json, SOCKETS, List.of("created", "expired"));
      if (plan.ways()) {
        ours(OURS_AVRO, Commands::avro, SOCKETS, List.of("created", "expired"));
        ours(OURS_DEAF, Commands::json, 1, List.of("created"));
      }
      rival(PEER, this::peer);
      rival(BARE, this::bare);
    }
    return figures;
  }

  private void ours(String name, IntFunction<byte[]> command, int sockets, List<String> types) {
    round(name, command, (site, port) -> worker(site, port, sockets), types);
  }

  private void rival(String name, Program program) {
    round(name, Commands::json, program, List.of("created"));
  }

  /** Starts a program on a platform at a port, which is to write its events into a topic. */
  private interface Program {
    Started start(Site site, int platform);
  }

  private record Started(Child child, String events) {}

  private Started worker(Site site, int platform, int sockets) {
    Child worker =
        site.worker(
            "worker",
            platform,
            HEAP,
            Map.of(
                "COUNTERSIGN_MAX_IN_FLIGHT", Integer.toString(plan.atOnce()),
                "COUNTERSIGN_MAX_SOCKETS", Integer.toString(sockets),
                "COUNTERSIGN_DEFERRED_AFTER", "1h"));
    return new Started(worker, site.config.topics().events());
  }

  private Started peer(Site site, int platform) {
    String events = site.rivalEvents("peer");
    List<String> arguments = new ArrayList<>(HEAP);
    arguments.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    arguments.addAll(List.of("-cp", peerClassPath(), "Peer"));
    return new Started(
        Child.java("peer", arguments, site.rival(platform, events, plan.atOnce())), events);
  }

  private Started bare(Site site, int platform) {
    String events = site.rivalEvents("bare");
    return new Started(
        Child.main("bare", HEAP, site.rival(platform, events, plan.atOnce()), BareLoop.class),
        events);
  }

  private static String peerClassPath() {
    Path peer = Child.FOLDER.resolve("peer");
    return peer.resolve("classes") + ":" + peer.resolve("lib") + "/*";
  }

  /**
   * @param types of events that each command is to have in the end, the first of them CREATED
   */
  private void round(
      String name, IntFunction<byte[]> command, Program program, List<String> types) {
    int warm = plan.warm();
    int count = plan.count();
    int all = warm + count;
    try (Watchdog _ = Watchdog.of(name, Duration.ofMinutes(15));
        Platform platform = Platform.start(plan.delay(), PlatformStub.Phone.EXPIRES, 0);
        Site site = new Site(servers)) {
      int port = platform.port();
      site.send(command, 0, warm);
      Started started = program.start(site, port);
      try (Child child = started.child();
          Events events = new Events(servers, started.events());
          Jvm jvm = Jvm.of(child)) {
        events.await(types, warm, child::check);
        CpuMeter cpu = new CpuMeter(child, platform, broker);
        double allocated = jvm.allocatedBytes();
        Runnable check =
            () -> {
              child.check();
              site.check();
            };
        long begun = System.nanoTime();
        CompletableFuture<Void> sent =
            CompletableFuture.runAsync(() -> site.send(command, warm, all));
        events.await(List.of("created"), all, check);
        figures.add(name, "commands/s", count * 1e9 / (System.nanoTime() - begun));
        sent.join();
        events.await(types, all, check);
        figures.add(name, "ended/s", count * 1e9 / (System.nanoTime() - begun));
        cpu.add(figures, name, "command", count);
        allocated = jvm.allocatedBytes() - allocated;
        figures.add(name, "KB allocated/command", allocated / 1_000 / count);
        figures.add(name, "peak MB", child.peakRssMegabytes());
        figures.add(name, "errors", child.errors());
        events.prove(types, all);
        platform.prove(all);
      }
    }
  }
}
