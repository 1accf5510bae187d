package dev.countersign.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
  record Plan(long delay, int atOnce, int warm, int count, boolean ways, int rounds) {
    int all() {
      return warm + count;
    }
  }

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
      round(OURS, Commands::json, (site, platform) -> worker(site, platform, SOCKETS));
      if (plan.ways()) {
        round(OURS_AVRO, Commands::avro, (site, platform) -> worker(site, platform, SOCKETS));
        round(OURS_DEAF, Commands::json, (site, platform) -> worker(site, platform, 1));
      }
      round(PEER, Commands::json, this::peer);
      round(BARE, Commands::json, this::bare);
    }
    return figures;
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

  private void round(String name, IntFunction<byte[]> command, Program program) {
    try (Watchdog _ = Watchdog.of(name, Duration.ofMinutes(15));
        Platform platform = Platform.start(plan.delay(), PlatformStub.Phone.EXPIRES, 0);
        Site site = new Site(servers)) {
      int port = platform.port();
      site.send(command, 0, plan.warm());
      Started started = program.start(site, port);
      try (Child child = started.child();
          Events reader = new Events(servers, started.events())) {
        reader.await("created", plan.warm(), child);
        measure(
            name,
            child,
            platform,
            () -> {
              site.send(command, plan.warm(), plan.all());
              reader.await("created", plan.all(), child);
            });
        prove(platform, reader);
        figures.add(name, "errors", child.errors());
      }
    }
  }

  private void measure(String name, Child child, Platform platform, Runnable run) {
    int count = plan.count();
    try (Jvm jvm = Jvm.of(child)) {
      CpuMeter cpu = new CpuMeter(child, platform, broker);
      double allocated = jvm.allocatedBytes();
      long begun = System.nanoTime();
      run.run();
      figures.add(name, "commands/s", count * 1e9 / (System.nanoTime() - begun));
      cpu.add(figures, name, "command", count);
      figures.add(name, "KB allocated/command", (jvm.allocatedBytes() - allocated) / 1_000 / count);
      figures.add(name, "peak MB", child.peakRssMegabytes());
    }
  }

  /** Every command has its payload, and its event, once. */
  private void prove(Platform platform, Events reader) {
    List<String> wrong = new ArrayList<>();
    if (reader.count("created") != plan.all()) {
      wrong.add(reader.counts().toString());
    }
    double created = platform.figure("created");
    if (created != plan.all()) {
      wrong.add(created + " payloads");
    }
    if (!wrong.isEmpty()) {
      throw new IllegalStateException(plan + ": " + wrong);
    }
  }
}
