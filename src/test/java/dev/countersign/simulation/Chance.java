package dev.countersign.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** All randomness of a history; parts get streams of their own by {@link #fork}. */
final class Chance {
  private final SplittableRandom random;

  Chance(long seed) {
    this(new SplittableRandom(seed));
  }

  private Chance(SplittableRandom random) {
    this.random = random;
  }

  Chance fork() {
    return new Chance(random.split());
  }

  RandomGenerator generator() {
    return random;
  }

  boolean of(double probability) {
    return random.nextDouble() < probability;
  }

  /** From {@code first} to {@code last}, both included. */
  int between(int first, int last) {
    return random.nextInt(first, last + 1);
  }

  /** As likely between 30 and 60 as between 300 and 600. */
  long spread(int first, int last) {
    return Math.round(first * Math.pow((double) last / first, random.nextDouble()));
  }

  <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  Duration millis(int first, int last) {
    return Duration.ofNanos(random.nextLong(first * 1_000_000L, last * 1_000_000L + 1));
  }

  Duration seconds(int first, int last) {
    return millis(first * 1000, last * 1000);
  }

  /** Mostly short, now and then long. */
  Duration latency() {
    double draw = random.nextDouble();
    if (draw < 0.7) {
      return millis(1, 6);
    }
    return draw < 0.95 ? millis(5, 60) : millis(50, 300);
  }
}
