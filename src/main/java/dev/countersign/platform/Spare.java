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

  /** However little is left, what can wait does not wait for ever. */
  private static final Duration STARVED = Duration.ofSeconds(10);

  private static final Duration BELIEVED = Duration.ofSeconds(10);

  private @Nullable Allowance told;
  private Instant toldAt = Instant.EPOCH;
  private Instant takenAt = Instant.EPOCH;

  void told(Allowance allowance, Instant now) {
    told = allowance;
    toldAt = now;
  }

  /**
   * @param underWay calls that are sent and not answered, so perhaps not counted in what was told
   */
  boolean isThere(int underWay, Instant now) {
    boolean starved = !now.isBefore(takenAt.plus(STARVED));
    if (!starved && told != null && now.isBefore(toldAt.plus(BELIEVED))) {
      return told.remaining() - underWay > told.limit() / 2;
    }
    return !now.isBefore(takenAt.plus(UNTOLD_PACE));
  }

  void taken(Instant now) {
    takenAt = now;
  }
}
