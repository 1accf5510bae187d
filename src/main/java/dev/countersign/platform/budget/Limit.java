package dev.countersign.platform.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How many calls the platform takes in a minute: as it tells, or else as many as it took before it
 * refused one. What only a refusal has taught is doubted more with each minute, up to what it took
 * before, and in the end forgotten, so that it is found out anew.
 */
final class Limit {
  private static final Duration DOUBTED = Duration.ofMinutes(1);
  private static final Duration FORGOTTEN = Duration.ofMinutes(10);
  private static final int MOST_DOUBLINGS = 2;

  /** A refusal of less than this is about something else than the minute. */
  private final int least;

  private @Nullable Integer value;
  private boolean told;

  /** Calls of programs that are not of the fleet, as far as is known. */
  private int foreign;

  private Instant foreignUntil = Instant.EPOCH;

  /** The most that were taken in a minute. */
  private int best;

  private int repetitions;
  private Instant doubtedAt = Instant.EPOCH;
  private Instant forgottenAt = Instant.EPOCH;

  /**
   * @param least what the platform surely allows, unless it tells otherwise
   */
  Limit(int least) {
    this.least = least;
  }

  @Nullable Integer value() {
    return value;
  }

  boolean isTold() {
    return told;
  }

  /**
   * @param used by the fleet as this worker knows it
   */
  void told(int limit, int remaining, int used, Instant now) {
    // Of none at all nobody would ever hear that there are some again.
    value = Math.max(1, limit);
    told = true;
    foreign = Math.max(0, limit - remaining - used);
    foreignUntil = now.plus(Window.LENGTH);
  }

  /**
   * A call was refused, and not told why.
   *
   * @param taken calls that were answered within the last minute
   */
  void refused(int taken, Instant now) {
    boolean foundOutAgain = value == null && now.isBefore(forgottenAt.plus(FORGOTTEN));
    repetitions = foundOutAgain ? Math.min(MOST_DOUBLINGS, repetitions + 1) : 0;
    best = foundOutAgain ? taken : Math.max(best, taken);
    value = Math.max(least, taken);
    told = false;
    doubtedAt = now.plus(DOUBTED);
    forgottenAt = now.plus(FORGOTTEN.multipliedBy(1L << repetitions));
  }

  /** It took so many: it takes at least that. */
  void took(int taken) {
    best = Math.max(best, taken);
    if (value != null && !told && taken > value) {
      value = taken;
    }
  }

  /** It is known to take more than was told before. */
  void atLeast(int calls) {
    if (value != null && value < calls) {
      value = calls;
    }
  }

  void advance(Instant now) {
    Integer known = value;
    if (known == null || told) {
      return;
    }
    if (!now.isBefore(forgottenAt)) {
      value = null;
    } else if (!now.isBefore(doubtedAt)) {
      value = Math.max(known, Math.min(best, 2 * known));
      doubtedAt = now.plus(DOUBTED);
    }
  }

  /** When more may be left although nothing happens. */
  Instant nextChange(Instant now) {
    if (value != null && !told) {
      return doubtedAt.isBefore(forgottenAt) ? doubtedAt : forgottenAt;
    }
    return foreign > 0 && foreignUntil.isAfter(now) ? foreignUntil : Instant.MAX;
  }

  /** What is left of it; empty: it is not known. */
  OptionalInt left(int used, Instant now) {
    if (value == null) {
      return OptionalInt.empty();
    }
    int others = now.isBefore(foreignUntil) ? foreign : 0;
    return OptionalInt.of(Math.max(0, value - used - others));
  }
}
