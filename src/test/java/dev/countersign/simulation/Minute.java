package dev.countersign.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/** A sliding minute of the platform (PROTOCOL §11), whose limit may change at any time. */
final class Minute {
  private static final Duration LENGTH = Duration.ofMinutes(1);

  private final ArrayDeque<Instant> taken = new ArrayDeque<>();
  private int limit;

  Minute(int limit) {
    this.limit = limit;
  }

  void limit(int calls) {
    limit = calls;
  }

  int limit() {
    return limit;
  }

  int remaining(Instant now) {
    while (!taken.isEmpty() && !taken.element().isAfter(now.minus(LENGTH))) {
      taken.remove();
    }
    return Math.max(0, limit - taken.size());
  }

  void take(Instant now) {
    taken.add(now);
  }

  /** How long until there is room for one more. */
  Duration pause(Instant now) {
    if (taken.isEmpty()) {
      return LENGTH;
    }
    return Duration.between(now, taken.element().plus(LENGTH));
  }
}
