package dev.countersign.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How long a worker takes from the start of its process until it is ready, on its own and with an
 * AOT cache: in turn, so that whatever else the machine does hits both.
 */
final class StartBench {
  private static final String CACHE = "worker.aot";

  private final StartedWorker.Place place;

  private StartBench(StartedWorker.Place place) {
    this.place = place;
  }

  /** Medians. */
  record Figures(Duration listens, Duration ready, Duration cpu, long residentBytes) {
    private static Figures of(List<StartedWorker.Start> starts) {
      return new Figures(
          Duration.ofNanos(median(starts, start -> start.listens().toNanos())),
          Duration.ofNanos(median(starts, start -> start.ready().toNanos())),
          Duration.ofNanos(median(starts, start -> start.cpu().toNanos())),
          median(starts, StartedWorker.Start::residentBytes));
    }

    private static long median(
        List<StartedWorker.Start> starts, ToLongFunction<StartedWorker.Start> figure) {
      long[] sorted = starts.stream().mapToLong(figure).sorted().toArray();
      int middle = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
  }

  /** What came of {@code rounds} starts of each kind. */
  record Result(int rounds, Figures plain, Figures cached, long cacheBytes) {
    /** How much of the time, and of the CPU, the cache leaves. */
    double readyRatio() {
      return (double) cached.ready().toNanos() / plain.ready().toNanos();
    }

    double cpuRatio() {
      return (double) cached.cpu().toNanos() / plain.cpu().toNanos();
    }
  }

  /**
   * Starts the worker of {@code countersign.jar} (a system property) again and again, one at a
   * time. A first one, which makes the topics and the cache, is not counted.
   *
   * @param bootstrapServers of a broker that runs
   * @param platformUrl of a platform that knows the sandbox's first application
   */
  static Result run(String bootstrapServers, String platformUrl, int rounds) throws IOException {
    Path folder = Path.of("target", "bench");
    Files.createDirectories(folder);
    return new StartBench(new StartedWorker.Place(bootstrapServers, platformUrl, folder))
        .run(rounds);
  }

  private Result run(int rounds) throws IOException {
    Path cache = place.folder().resolve(CACHE);
    Files.deleteIfExists(cache);
    StartedWorker.measure(place, List.of("-XX:AOTCacheOutput=" + cache));
    long cacheBytes = Files.size(cache);
    List<StartedWorker.Start> plain = new ArrayList<>();
    List<StartedWorker.Start> cached = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      plain.add(StartedWorker.measure(place, List.of()));
      cached.add(StartedWorker.measure(place, List.of("-XX:AOTCache=" + cache)));
    }
    return new Result(rounds, Figures.of(plain), Figures.of(cached), cacheBytes);
  }
}
