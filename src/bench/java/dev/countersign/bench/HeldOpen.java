package dev.countersign.bench;

import dev.countersign.bench.PlatformStub.Phone;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What an open request costs while nothing happens: its socket, its state and its timers in one
 * worker; beside a bare socket of Vert.x. And the CPU of it all at rest, with the platform's
 * keepalive on each socket every 15 s.
 */
final class HeldOpen {
  static final String OURS = "countersign";
  static final String BARE = "bare socket";

  /** Opened before measuring, so that what is counted is requests and not classes. */
  private static final int FIRST = 1_000;

  /** What compiles what was run before is not at rest yet. */
  private static final Duration SETTLE = Duration.ofMinutes(2);

  private static final List<String> HEAP = List.of("-Xmx1g");

  /**
   * @param idle how long the CPU at rest is looked at
   */
  record Plan(int requests, Duration idle, int rounds) {}

  private final String servers;
  private final Plan plan;
  private final Figures figures = new Figures();

  HeldOpen(String servers, Plan plan) {
    this.servers = servers;
    this.plan = plan;
  }

  Figures run() {
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
      try (Child worker = site.worker("worker", platform.port(), HEAP, Map.of())) {
        measure(
            OURS,
            worker,
            (from, to) -> {
              site.send(Commands::json, from, to);
              platform.awaitSockets(to, worker);
            });
      }
    }
  }

  private void bare() {
    try (Watchdog _ = Watchdog.of(BARE, Duration.ofMinutes(10));
        Platform platform = Platform.start(1, Phone.WAITS, 0)) {
      int port = platform.port();
      try (Child sockets = Child.main("sockets", HEAP, Map.of(), BareSockets.class, port)) {
        measure(
            BARE,
            sockets,
            (from, to) -> {
              sockets.tell(Integer.toString(to - from));
              platform.awaitSockets(to, sockets);
            });
      }
    }
  }

  private interface Opener {
    void open(int from, int to);
  }

  private void measure(String name, Child child, Opener opener) {
    opener.open(0, FIRST);
    try (Jvm jvm = Jvm.of(child)) {
      double heap = jvm.liveBytes();
      double resident = child.rssMegabytes();
      opener.open(FIRST, plan.requests());
      int count = plan.requests() - FIRST;
      figures.add(name, "heap KB each", (jvm.liveBytes() - heap) / 1_000 / count);
      figures.add(name, "RSS KB each", (child.rssMegabytes() - resident) * 1_048.576 / count);
    }
    Child.rest(SETTLE);
    double cpu = child.cpuSeconds();
    long begun = System.nanoTime();
    Child.rest(plan.idle());
    figures.add(
        name,
        "idle CPU % of a core",
        (child.cpuSeconds() - cpu) * 100e9 / (System.nanoTime() - begun));
    figures.add(name, "errors", child.errors());
  }
}
