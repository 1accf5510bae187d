package dev.countersign.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Commands of 1 KB that wait in their topic, to CREATED that can be read under read_committed;
 * beside Confluent's parallel consumer, and a bare loop as the limit of what the libraries give.
 * Every payload expires as soon as a socket listens, so that creating is what is measured; ours
 * reads that from the platform, says so in a second event and remembers it, the rivals do not look.
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
   */
  record Plan(long delay, int atOnce, int warm, int count, int rounds) {
    int all() {
      return warm + count;
    }
  }

  /** Of one round of one program. */
  record Cost(double perSecond, double cpuMillis, double kilobytes, double peakMegabytes) {}

  private final String servers;
  private final Plan plan;
  private final Figures figures = new Figures();

  CreatePath(String servers, Plan plan) {
    this.servers = servers;
    this.plan = plan;
  }

  Figures run() {
    for (int round = 0; round < plan.rounds(); round++) {
      round(OURS, Commands::json, (site, platform) -> worker(site, platform, SOCKETS));
      round(OURS_AVRO, Commands::avro, (site, platform) -> worker(site, platform, SOCKETS));
      round(OURS_DEAF, Commands::json, (site, platform) -> worker(site, platform, 1));
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
                "COUNTERSIGN_MAX_SOCKETS", Integer.toString(sockets)));
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
      site.send(command, 0, plan.all());
      Started started = program.start(site, port);
      try (Child child = started.child();
          Events reader = new Events(servers, started.events())) {
        Cost cost = measure(child, reader);
        prove(platform, reader);
        figures.add(name, "commands/s", cost.perSecond());
        figures.add(name, "CPU ms/command", cost.cpuMillis());
        figures.add(name, "KB allocated/command", cost.kilobytes());
        figures.add(name, "peak MB", cost.peakMegabytes());
        figures.add(name, "errors", child.errors());
      }
    }
  }

  private Cost measure(Child child, Events reader) {
    reader.await("created", plan.warm(), child);
    try (Jvm jvm = Jvm.of(child)) {
      int before = reader.count("created");
      long begun = System.nanoTime();
      double cpu = child.cpuSeconds();
      double allocated = jvm.allocatedBytes();
      reader.await("created", plan.all(), child);
      int count = reader.count("created") - before;
      return new Cost(
          count * 1e9 / (System.nanoTime() - begun),
          (child.cpuSeconds() - cpu) * 1_000 / count,
          (jvm.allocatedBytes() - allocated) / 1_000 / count,
          child.peakRssMegabytes());
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
