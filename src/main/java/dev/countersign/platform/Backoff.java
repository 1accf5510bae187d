package dev.countersign.platform;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Doubles from {@code first} up to {@code limit}, then takes 50 % to 100 % of it by chance. */
record Backoff(Duration first, Duration limit) {

  /** The wait after {@code failures} earlier ones. */
  Duration after(int failures, RandomGenerator random) {
    long full = Math.min(limit.toMillis(), first.toMillis() << Math.min(failures, 20));
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }
}
