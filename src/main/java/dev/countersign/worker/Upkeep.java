package dev.countersign.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has to be done to owned partitions now and then, whatever happens to their requests. */
final class Upkeep {
  /** Well within {@code offsets.retention.minutes}, so that a quiet partition keeps its offset. */
  private static final Duration RECOMMIT = Duration.ofHours(6);

  private static final Duration TRIM = Duration.ofMinutes(1);
  private static final int TRIM_RECORDS = 1_000;

  private final OwnerLog ownerLog;
  private final Holdings holdings;
  private final Rhythm recommits;
  private final Rhythm trims;

  Upkeep(OwnerLog ownerLog, Holdings holdings, Instant now) {
    this.ownerLog = ownerLog;
    this.holdings = holdings;
    this.recommits = new Rhythm(RECOMMIT, now);
    this.trims = new Rhythm(TRIM, now);
  }

  void turn(Instant now) {
    if (recommits.isDue(now)) {
      recommit(now);
    }
    if (trims.isDue(now)) {
      trim();
    }
  }

  /** Every so often, also when the clock is set back. */
  private static final class Rhythm {
    private final Duration interval;
    private Instant next;

    Rhythm(Duration interval, Instant now) {
      this.interval = interval;
      this.next = now.plus(interval);
    }

    boolean isDue(Instant now) {
      boolean setBack = next.isAfter(now.plus(interval));
      boolean due = !now.isBefore(next);
      if (due || setBack) {
        next = now.plus(interval);
      }
      return due;
    }

    void in(Duration wait, Instant now) {
      next = now.plus(wait);
    }
  }

  private void recommit(Instant now) {
    Map<Integer, Long> offsets = new HashMap<>();
    for (OwnedPartition partition : holdings.all()) {
      if (partition.restored) {
        offsets.put(partition.number, partition.offset);
      }
    }
    if (offsets.isEmpty()) {
      return;
    }
    try {
      ownerLog.commit(List.of(), offsets);
    } catch (OwnerLog.Refused e) {
      recommits.in(TRIM, now);
    }
  }

  /** The inbox is kept for ever by retention, so its owner forgets what is worked off. */
  private void trim() {
    Map<Integer, Long> before = new HashMap<>();
    for (OwnedPartition partition : holdings.all()) {
      if (partition.restored && partition.offset - partition.trimmed >= TRIM_RECORDS) {
        partition.trimmed = partition.offset;
        before.put(partition.number, partition.offset);
      }
    }
    if (!before.isEmpty()) {
      ownerLog.trim(before);
    }
  }
}
