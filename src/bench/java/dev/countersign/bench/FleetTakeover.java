package dev.countersign.bench;

import dev.countersign.bench.PlatformStub.Phone;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * More open requests than a process has descriptors for: after SIGKILL of all who have them, how
 * long a fresh fleet needs, from the start of its processes, until each request has its socket
 * again, with the pace limit off.
 */
final class FleetTakeover {
  /** Longer than a group waits for members that died, and than their transactions may last. */
  private static final Duration SETTLE = Duration.ofSeconds(15);

  record Plan(int requests, int workers, int rounds) {}

  private final String servers;
  private final Plan plan;
  private final Map<String, String> settings;
  private final Figures figures = new Figures();

  FleetTakeover(String servers, Plan plan) {
    this.servers = servers;
    this.plan = plan;
    this.settings =
        Map.of(
            "COUNTERSIGN_SOCKETS_PER_SECOND",
            "10000",
            // Its share, and what its partitions have more than others'.
            "COUNTERSIGN_MAX_SOCKETS",
            Integer.toString(plan.requests() / plan.workers() + 1_000));
  }

  Figures run() {
    try (Platform platform = Platform.start(1, Phone.WAITS, 0);
        Site site = new Site(servers)) {
      create(site, platform);
      List<Platform> doors = numbers().mapToObj(platform::door).toList();
      try {
        for (int round = 1; round <= plan.rounds(); round++) {
          try (Watchdog _ = Watchdog.of("takeover by a fleet", Duration.ofMinutes(7))) {
            Child.rest(SETTLE);
            takeOver(site, doors, round);
          }
        }
      } finally {
        doors.forEach(Platform::close);
      }
    }
    return figures;
  }

  /** By one worker, which is quicker. */
  private void create(Site site, Platform platform) {
    Child worker = start(site, "worker-0", platform);
    try (Watchdog _ = Watchdog.of("creating", Duration.ofMinutes(10));
        Events events = new Events(servers, site.config.topics().events())) {
      site.send(Commands::json, 0, plan.requests());
      events.await(List.of("created"), plan.requests(), worker::check);
    }
    worker.kill();
  }

  private void takeOver(Site site, List<Platform> doors, int round) {
    long begun = System.nanoTime();
    List<Child> fleet =
        numbers()
            .mapToObj(
                number -> start(site, "worker-%d-%d".formatted(round, number), doors.get(number)))
            .toList();
    awaitSockets(plan.requests(), doors, fleet);
    double connected = (System.nanoTime() - begun) / 1e9;
    List<String> urls = fleet.stream().map(Site::awaitReady).toList();
    await(urls, "countersign_requests_open");
    await(urls, "countersign_platform_sockets");
    figures.add(
        Takeover.OURS,
        // Nobody has read a payload since it was created.
        round == 1 ? Takeover.SOCKETS_BACK_READ : Takeover.SOCKETS_BACK,
        connected);
    figures.add(Takeover.OURS, "CPU s", sum(fleet, Child::cpuSeconds));
    figures.add(Takeover.OURS, "RSS MB", sum(fleet, Child::rssMegabytes));
    figures.add(Takeover.OURS, "errors", sum(fleet, Child::errors));
    fleet.forEach(Child::kill);
    awaitSockets(0, doors, List.of());
  }

  private IntStream numbers() {
    return IntStream.range(0, plan.workers());
  }

  private Child start(Site site, String name, Platform platform) {
    return site.worker(name, platform.port(), List.of("-Xmx2g"), settings);
  }

  private static void awaitSockets(int count, List<Platform> doors, List<Child> by) {
    while (sum(doors, Platform::sockets) != count) {
      by.forEach(Child::check);
      LockSupport.parkNanos(20_000_000);
    }
  }

  /** A worker counts a socket when it has been greeted. */
  private void await(List<String> urls, String metric) {
    while (sum(urls, url -> Site.metric(url, metric)) != plan.requests()) {
      LockSupport.parkNanos(20_000_000);
    }
  }

  private static <T> double sum(List<T> all, ToDoubleFunction<T> figure) {
    return all.stream().mapToDouble(figure).sum();
  }
}
