package dev.countersign.bench;

import java.util.Locale;

/**
 * A figure of ours over a rival's in the same run, and what it is to be. These are what the README
 * shows and what a later run is held against: ratios travel between machines, times do not.
 */
enum Comparison {
  LIFE_RATE(
      "life", "whole lives a second", "requests/s", WholeLife.OURS, WholeLife.NODE, atLeast(10)),
  LIFE_CPU(
      "life",
      "CPU for a whole life, ms",
      "CPU ms/request",
      WholeLife.OURS,
      WholeLife.NODE,
      atMost(0.2)),
  HELD_HEAP(
      "held",
      "heap of an open request, KB",
      "heap KB each",
      HeldOpen.OURS,
      HeldOpen.BARE,
      atMost(1.3)),
  NEWS_P99(
      "news",
      "frame to event at 1,000/s, p99 ms",
      "p99 ms at 1000",
      News.OURS,
      News.BARE,
      atMost(2)),
  RESTORE(
      "takeover",
      "restore of 10,000 open requests, ms",
      "ms",
      Takeover.OURS,
      Takeover.PLAIN,
      atMost(2)),
  RESTORE_MANY(
      "takeover-many", "restore of 100,000, ms", "ms", Takeover.OURS, Takeover.PLAIN, atMost(2)),
  CREATE_RATE(
      "create",
      "payloads created a second",
      "commands/s",
      CreatePath.OURS,
      CreatePath.PEER,
      atLeast(0.5)),
  CREATE_CPU(
      "create",
      "CPU for a payload created, ms",
      "CPU ms/command",
      CreatePath.OURS,
      CreatePath.PEER,
      atMost(3)),
  START(
      "start",
      "start until ready, s",
      "s until ready",
      StartBench.CACHED,
      StartBench.PLAIN,
      atMost(0.6));

  /** How much worse a ratio may be than the one that is kept before {@link #worse} says so. */
  static final double TOLERANCE = 0.3;

  final String benchmark;
  final String what;
  final String figure;
  final String ours;
  final String rival;
  final Wanted wanted;

  Comparison(
      String benchmark, String what, String figure, String ours, String rival, Wanted wanted) {
    this.benchmark = benchmark;
    this.what = what;
    this.figure = figure;
    this.ours = ours;
    this.rival = rival;
    this.wanted = wanted;
  }

  /** A bound of the ratio, from below where more is better. */
  record Wanted(double bound, boolean moreIsBetter) {
    boolean isMet(double ratio) {
      return moreIsBetter ? ratio >= bound : ratio <= bound;
    }

    @Override
    public String toString() {
      return (moreIsBetter ? "≥ " : "≤ ") + number(bound);
    }
  }

  private static Wanted atLeast(double bound) {
    return new Wanted(bound, true);
  }

  private static Wanted atMost(double bound) {
    return new Wanted(bound, false);
  }

  double ratio(Figures figures) {
    return figures.median(ours, figure) / figures.median(rival, figure);
  }

  /** Whether a ratio is so much worse than one of an earlier run that noise does not explain it. */
  boolean worse(double ratio, double kept) {
    return wanted.moreIsBetter() ? ratio < kept * (1 - TOLERANCE) : ratio > kept * (1 + TOLERANCE);
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
