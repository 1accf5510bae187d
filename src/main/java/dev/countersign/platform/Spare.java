package dev.countersign.platform;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an application has calls to spare for what can wait: half of its minute is left to what
 * cannot. Where the platform does not tell, or has not for a while, one such call is made now and
 * then, and its answer tells.
 */
final class Spare {
  /** The fewest calls that the platform is known to allow are 60 a minute (PROTOCOL §11). */
  static final Duration UNTOLD_PACE = Duration.ofSeconds(2);

  private static final Duration BELIEVED = Duration.ofSeconds(10);

  private @Nullable Allowance told;
  private Instant toldAt = Instant.MIN;
  private Instant nextUntold = Instant.MIN;

  void told(Allowance allowance, Instant now) {
    told = allowance;
    toldAt = now;
  }

  /**
   * @param underWay calls that are sent and not answered, so perhaps not counted in what was told
   */
  boolean isThere(int underWay, Instant now) {
    if (told != null && now.isBefore(toldAt.plus(BELIEVED))) {
      return told.remaining() - underWay > told.limit() / 2;
    }
    return !now.isBefore(nextUntold);
  }

  void taken(Instant now) {
    nextUntold = now.plus(UNTOLD_PACE);
  }
}
