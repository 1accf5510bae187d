package dev.countersign.sandbox.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * Which ledger closes when. Nothing has to run for it: index and time are computed from each other,
 * and the index never goes back where the clock does.
 */
final class Closings {
  private final LedgerTime time;
  private final Duration interval;
  private final int first;
  private final Instant start;
  private int highest;

  Closings(LedgerTime time, Duration interval, int first) {
    this.time = time;
    this.interval = interval;
    this.first = first;
    this.start = time.now();
    this.highest = first;
  }

  /** The newest closed ledger, which is validated at once. */
  int validated() {
    long closed = Duration.between(start, time.now()).dividedBy(interval);
    highest = Math.toIntExact(Math.max(highest, first + closed));
    return highest;
  }

  Instant closeTime(int index) {
    return start.plus(interval.multipliedBy((long) index - first));
  }

  /** A ledger takes in what was there at least half an interval before it closed. */
  int takingIn(Instant submitted) {
    Duration needed = Duration.between(start, submitted).plus(interval.dividedBy(2));
    long index = first + needed.dividedBy(interval) + 1;
    return Math.toIntExact(Math.max(index, validated() + 1L));
  }
}
