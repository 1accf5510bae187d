package dev.countersign.ledger;

import java.time.Duration;
import java.time.Instant;

/** Turns at even distances. */
final class Pace {
  private final Duration step;
  private Instant next = Instant.MIN;

  Pace(int perSecond) {
    this.step = Duration.ofSeconds(1).dividedBy(perSecond);
  }

  /** How long the next one would wait for its turn. */
  Duration queue(Instant now) {
    return next.isAfter(now) ? Duration.between(now, next) : Duration.ZERO;
  }

  /** Takes that turn. */
  Duration take(Instant now) {
    Duration wait = queue(now);
    next = now.plus(wait).plus(step);
    return wait;
  }
}
