package dev.countersign.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * One transaction. It is decided at once, but each partition learns of that by a marker of its own,
 * a little later.
 */
final class SimTransaction {
  enum Outcome {
    OPEN,
    COMMITTED,
    ABORTED
  }

  final String producer;
  final Instant begunAt;
  final Set<PartitionLog> written = new LinkedHashSet<>();
  final Map<Integer, Long> offsets = new HashMap<>();
  Outcome outcome = Outcome.OPEN;
  int markersDue;

  SimTransaction(String producer, Instant begunAt) {
    this.producer = producer;
    this.begunAt = begunAt;
  }

  boolean isSettled() {
    return outcome != Outcome.OPEN && markersDue == 0;
  }
}
