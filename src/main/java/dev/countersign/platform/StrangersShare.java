package dev.countersign.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * How many of an application's calls go to what strangers ask for: few at once, and half of the
 * minute is never theirs. Where the platform has not told for a while, half of the least that it is
 * known to allow (PROTOCOL §11).
 */
final class StrangersShare {
  static final int AT_ONCE = 8;
  static final int UNTOLD_IN_A_MINUTE = 30;

  private static final Duration BELIEVED = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Queue<Instant> taken = new ArrayDeque<>();
  private @Nullable Allowance told;
  private Instant toldAt = Instant.EPOCH;
  private int underWay;

  void told(Allowance allowance, Instant now) {
    told = allowance;
    toldAt = now;
  }

  /** Whether one more may begin; if so, it counts until it is {@link #done}. */
  boolean take(Instant now) {
    while (!taken.isEmpty() && !taken.element().isAfter(now.minus(MINUTE))) {
      taken.remove();
    }
    boolean enough =
        told != null && now.isBefore(toldAt.plus(BELIEVED))
            ? told.remaining() - underWay > told.limit() / 2
            : taken.size() < UNTOLD_IN_A_MINUTE;
    if (!enough || underWay >= AT_ONCE) {
      return false;
    }
    taken.add(now);
    underWay++;
    return true;
  }

  void done() {
    underWay--;
  }
}
