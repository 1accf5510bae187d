package dev.countersign.process;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How long and how patient a run is.
 *
 * @param seed of everything that is chosen; how long the processes take for it is not
 * @param storm for how long things go wrong
 * @param isLong time passes by itself, and nothing is left out for being slow
 * @param logs what the processes print
 */
record ChaosPlan(long seed, Duration storm, boolean isLong, Path logs) {
  private static final Duration LONGEST = Duration.ofMinutes(60);

  static ChaosPlan of(double minutes, long seed, Path logs) {
    Duration storm = Duration.ofMillis(Math.round(minutes * 60_000));
    if (minutes < 0 || storm.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("chaos.minutes: " + minutes + " is not from 0 to 60");
    }
    return storm.isZero()
        ? new ChaosPlan(seed, Duration.ofSeconds(8), false, logs)
        : new ChaosPlan(seed, storm, true, logs);
  }
}
