package dev.countersign.bench;

import dev.countersign.bench.PlatformStub.Phone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How long a worker takes from the start of its process until it is ready, on its own and with an
 * AOT cache.
 */
final class StartBench {
  static final String PLAIN = "countersign, no cache";
  static final String CACHED = "countersign, AOT cache";

  private static final Path CACHE = Child.FOLDER.resolve("worker.aot");

  /** A JVM that makes a cache does so at its end, and starts another one for it. */
  private static final Duration MAKING = Duration.ofMinutes(3);

  private final String servers;
  private final int rounds;
  private final Figures figures = new Figures();

  StartBench(String servers, int rounds) {
    this.servers = servers;
    this.rounds = rounds;
  }

  Figures run() {
    try (Platform platform = Platform.start(1, Phone.WAITS, 0);
        Site site = new Site(servers)) {
      int port = platform.port();
      makeCache(site, port);
      for (int round = 0; round < rounds; round++) {
        measure(PLAIN, site, port, List.of());
        measure(CACHED, site, port, List.of("-XX:AOTCache=" + CACHE));
      }
    }
    return figures;
  }

  private static void makeCache(Site site, int port) {
    try (Watchdog _ = Watchdog.of("an AOT cache", MAKING.multipliedBy(2))) {
      Files.deleteIfExists(CACHE);
      Child worker = site.worker("start", port, List.of("-XX:AOTCacheOutput=" + CACHE), Map.of());
      Site.awaitReady(worker);
      worker.end(MAKING);
      if (!Files.exists(CACHE)) {
        throw new IllegalStateException("no AOT cache was made");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void measure(String name, Site site, int port, List<String> jvm) {
    long begun = System.nanoTime();
    try (Watchdog _ = Watchdog.of(name, Duration.ofMinutes(1));
        Child worker = site.worker("start", port, jvm, Map.of())) {
      Site.awaitReady(worker);
      figures.add(name, "s until ready", (System.nanoTime() - begun) / 1e9);
      figures.add(name, "CPU s", worker.cpuSeconds());
      figures.add(name, "RSS MB", worker.rssMegabytes());
      figures.add(name, "errors", worker.errors());
    }
  }
}
