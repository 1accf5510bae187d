package dev.countersign.sandbox;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** How long something takes: always the same, or as a distribution has it. */
public sealed interface Delay {
  Duration drawn(RandomGenerator random);

  record Fixed(Duration value) implements Delay {
    @Override
    public Duration drawn(RandomGenerator random) {
      return value;
    }
  }

  /** Anything between the two, all equally likely. */
  record Uniform(Duration min, Duration max) implements Delay {
    @Override
    public Duration drawn(RandomGenerator random) {
      return between(min, max, random.nextDouble());
    }
  }

  /**
   * What a measurement says: percentile (0 to 100) to time. In between it is linear, below the
   * first it begins at zero, above the last it stays.
   */
  record Percentiles(SortedMap<Double, Duration> points) implements Delay {
    public Percentiles(Map<Double, Duration> points) {
      this(new TreeMap<>(points));
    }

    public Percentiles {
      points = Collections.unmodifiableSortedMap(new TreeMap<>(points));
    }

    @Override
    public Duration drawn(RandomGenerator random) {
      double percentile = random.nextDouble() * 100;
      double from = 0;
      Duration low = Duration.ZERO;
      for (Map.Entry<Double, Duration> point : points.entrySet()) {
        if (percentile < point.getKey()) {
          double share = (percentile - from) / (point.getKey() - from);
          return between(low, point.getValue(), share);
        }
        from = point.getKey();
        low = point.getValue();
      }
      return low;
    }
  }

  private static Duration between(Duration low, Duration high, double share) {
    return low.plusNanos(Math.round(high.minus(low).toNanos() * share));
  }
}
