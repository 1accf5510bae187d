package dev.countersign.bench;

import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A figure of ours over a rival's in the same run, or without a rival, and what it is to be. The
 * README shows these, and a later run is held against those with a rival: ratios travel further
 * between machines than times do.
 */
enum Comparison {
  LIFE_RATE(
      "life",
      "whole lives a second",
      "requests/s",
      WholeLife.OURS,
      WholeLife.NODE,
      atLeast(10),
      0.25),
  LIFE_CPU(
      "life",
      "CPU for a whole life, ms",
      "CPU ms/request",
      WholeLife.OURS,
      WholeLife.NODE,
      atMost(0.2),
      0.25),
  HELD_HEAP(
      "held",
      "heap of an open request, KB",
      "heap KB each",
      HeldOpen.OURS,
      HeldOpen.BARE,
      atMost(1.3),
      0.05),
  HELD_IDLE(
      "held",
      "CPU of 15,000 at rest, % of a core",
      "idle CPU % of a core",
      HeldOpen.OURS,
      HeldOpen.BARE,
      atMost(5, "%"),
      0.5),
  NEWS_P99(
      "news",
      "frame to event at 1,000/s, p99 ms",
      "p99 ms at 1000",
      News.OURS,
      News.BARE,
      atMost(2),
      0.4),
  RESTORE(
      "takeover",
      "restore of 10,000 open requests, ms",
      "ms",
      Takeover.OURS,
      Takeover.PLAIN,
      atMost(2),
      0.3),
  RESTORE_MANY(
      "takeover-many",
      "restore of 100,000, ms",
      "ms",
      Takeover.OURS,
      Takeover.PLAIN,
      atMost(2),
      0.3),
  SOCKETS_BACK(
      "takeover", "10,000 sockets back, s", Takeover.SOCKETS_BACK, Takeover.OURS, atMost(10, "s")),
  SOCKETS_BACK_READ(
      "takeover",
      "the same, and every payload read, s",
      Takeover.SOCKETS_BACK_READ,
      Takeover.OURS,
      atMost(10, "s")),
  CREATE_RATE(
      "create",
      "payloads created a second",
      "commands/s",
      CreatePath.OURS,
      CreatePath.PEER,
      atLeast(0.5),
      0.25),
  CREATE_CPU(
      "create",
      "CPU for a payload created, ms",
      "CPU ms/command",
      CreatePath.OURS,
      CreatePath.PEER,
      atMost(3),
      0.25),
  START(
      "start",
      "start until ready, s",
      "s until ready",
      StartBench.CACHED,
      StartBench.PLAIN,
      atMost(1.5, "s"),
      0.2);

  final String benchmark;
  final String what;
  final String figure;
  final String ours;
  final @Nullable String rival;
  final Wanted wanted;
  private final double tolerance;

  /** One that nobody else has to do. */
  Comparison(String benchmark, String what, String figure, String ours, Wanted wanted) {
    this(benchmark, what, figure, ours, null, wanted, 0);
  }

  /**
   * @param tolerance how much worse a ratio may be than the one that is kept: what is more than
   *     that is more than the noise from run to run
   */
  Comparison(
      String benchmark,
      String what,
      String figure,
      String ours,
      @Nullable String rival,
      Wanted wanted,
      double tolerance) {
    this.benchmark = benchmark;
    this.what = what;
    this.figure = figure;
    this.ours = ours;
    this.rival = rival;
    this.wanted = wanted;
    this.tolerance = tolerance;
  }

  /**
   * What is wanted.
   *
   * @param bound from below where more is better
   * @param unit of our own figure, or none where the ratio is meant
   */
  record Wanted(double bound, boolean moreIsBetter, @Nullable String unit) {
    private boolean ofRatio() {
      return unit == null;
    }

    private boolean isMet(double value) {
      return moreIsBetter ? value >= bound : value <= bound;
    }

    @Override
    public String toString() {
      return (moreIsBetter ? "≥ " : "≤ ") + number(bound) + (unit == null ? "" : " " + unit);
    }
  }

  private static Wanted atLeast(double bound) {
    return new Wanted(bound, true, null);
  }

  private static Wanted atMost(double bound) {
    return new Wanted(bound, false, null);
  }

  private static Wanted atMost(double bound, String unit) {
    return new Wanted(bound, false, unit);
  }

  boolean isMet(Figures figures) {
    return wanted.isMet(wanted.ofRatio() ? ratio(figures) : ours(figures));
  }

  double ours(Figures figures) {
    return figures.median(ours, figure);
  }

  double rivals(Figures figures) {
    return figures.median(Objects.requireNonNull(rival), figure);
  }

  double ratio(Figures figures) {
    return ours(figures) / rivals(figures);
  }

  /**
   * Whether a ratio is so much worse than one of an earlier run that noise does not explain it, or
   * misses what the earlier one met.
   */
  boolean worse(double ratio, double kept) {
    double bound = wanted.moreIsBetter() ? kept * (1 - tolerance) : kept * (1 + tolerance);
    boolean within = wanted.moreIsBetter() ? ratio >= bound : ratio <= bound;
    return !within || (wanted.ofRatio() && wanted.isMet(kept) && !wanted.isMet(ratio));
  }

  /** Such as {@code life.rate}. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  /** With as many digits as mean something. */
  static String number(double value) {
    if (value >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    String text = String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    return text.replaceFirst("\\.?0+$", "");
  }
}
