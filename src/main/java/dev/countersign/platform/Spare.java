package dev.countersign.platform;

import dev.countersign.platform.budget.Rank;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When reads that nothing hints at may be made: only from what can be spared, but however little is
 * left they do not wait for ever. Where nobody knows how much there is, one is made now and then.
 */
final class Spare {
  /** The fewest calls that the platform is known to allow are 60 a minute (PROTOCOL §11). */
  private static final Duration UNTOLD_PACE = Duration.ofSeconds(2);

  private static final Duration STARVED = Duration.ofSeconds(10);

  private Instant takenAt = Instant.EPOCH;

  /** What the next of them claims; null: nothing before {@link #next}. */
  @Nullable Rank rank(boolean limitKnown, Instant now) {
    if (!limitKnown) {
      return now.isBefore(takenAt.plus(UNTOLD_PACE)) ? null : Rank.READ;
    }
    return now.isBefore(takenAt.plus(STARVED)) ? Rank.RECONCILE : Rank.READ;
  }

  /** When that changes. */
  Instant next(boolean limitKnown) {
    return takenAt.plus(limitKnown ? STARVED : UNTOLD_PACE);
  }

  void taken(Instant now) {
    takenAt = now;
  }
}
