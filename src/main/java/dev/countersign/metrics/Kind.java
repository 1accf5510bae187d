package dev.countersign.metrics;

import java.time.Duration;
import java.util.stream.LongStream;

/** What a metric is to Prometheus, and what its name ends with by Prometheus' rules. */
public enum Kind {
  COUNTER("counter", "_total"),
  GAUGE("gauge", ""),
  INFO("gauge", ""),
  /** How many and how long in all. */
  TIMES("summary", "_seconds"),
  /** Of what a worker does itself. */
  SHORT_TIMES(
      "histogram",
      "_seconds",
      LongStream.of(
          1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000)),
  /** Of what people and ledgers do. */
  LONG_TIMES(
      "histogram",
      "_seconds",
      LongStream.of(
          50,
          100,
          250,
          500,
          1_000,
          2_500,
          5_000,
          10_000,
          30_000,
          60_000,
          120_000,
          300_000,
          900_000,
          3_600_000,
          14_400_000,
          86_400_000)),
  SUMMARY("summary", "");

  private final String exposed;
  private final String suffix;
  private final Duration[] buckets;

  Kind(String exposed, String suffix) {
    this(exposed, suffix, LongStream.empty());
  }

  Kind(String exposed, String suffix, LongStream milliseconds) {
    this.exposed = exposed;
    this.suffix = suffix;
    this.buckets = milliseconds.mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }

  /** Prometheus' name of it. */
  public String exposed() {
    return exposed;
  }

  String suffix() {
    return suffix;
  }

  /** Upper bounds; none: it is no histogram. */
  Duration[] buckets() {
    return buckets.clone();
  }
}
