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
  private Instant nextRecommit;
  private Instant nextTrim;

  Upkeep(OwnerLog ownerLog, Holdings holdings, Instant now) {
    this.ownerLog = ownerLog;
    this.holdings = holdings;
    this.nextRecommit = now.plus(RECOMMIT);
    this.nextTrim = now.plus(TRIM);
  }

  void turn(Instant now) {
    if (!now.isBefore(nextRecommit)) {
      nextRecommit = now.plus(RECOMMIT);
      recommit(now);
    }
    if (!now.isBefore(nextTrim)) {
      nextTrim = now.plus(TRIM);
      trim();
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
      nextRecommit = now.plus(TRIM);
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
