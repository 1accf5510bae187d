package dev.countersign.sandbox.ledger;

import java.time.Duration;
import java.time.Instant;

/**
 * Which ledger closes when. Nothing has to run for it: index and time are computed from each other.
 * Where the clock goes back, the ledgers go on from there.
 */
final class Closings {
  private final LedgerTime time;
  private final Duration interval;
  private final int first;
  private Instant start;
  private Instant seen;

  Closings(LedgerTime time, Duration interval, int first) {
    this.time = time;
    this.interval = interval;
    this.first = first;
    this.start = time.now();
    this.seen = start;
  }

  /** The newest closed ledger, which is validated at once. */
  int validated() {
    Instant now = time.now();
    if (now.isBefore(seen)) {
      start = start.minus(Duration.between(now, seen));
    }
    seen = now;
    return index(Duration.between(start, now));
  }

  Instant closeTime(int index) {
    return start.plus(interval.multipliedBy((long) index - first));
  }

  /** A ledger takes in what was there at least half an interval before it closed. */
  int takingIn(Instant submitted) {
    int next = validated() + 1;
    Duration needed = Duration.between(start, submitted).plus(interval.dividedBy(2));
    return Math.max(index(needed) + 1, next);
  }

  /** A clock that is centuries ahead finds the last ledger that has a number. */
  private int index(Duration sinceStart) {
    return (int) Math.min(first + sinceStart.dividedBy(interval), Integer.MAX_VALUE - 1_000_000);
  }
}
