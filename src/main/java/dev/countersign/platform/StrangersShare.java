package dev.countersign.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * How many of an application's calls go to what strangers ask for: few at once, and only what the
 * fleet can spare. Where nobody knows how much that is, half of the least that the platform is
 * known to allow (PROTOCOL §11).
 */
final class StrangersShare {
  static final int AT_ONCE = 8;
  static final int UNTOLD_IN_A_MINUTE = 30;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Queue<Instant> taken = new ArrayDeque<>();
  private int underWay;

  /** Whether one more may begin; if so, it counts until it is {@link #done}. */
  boolean take(boolean limitKnown, Instant now) {
    while (!taken.isEmpty() && !taken.element().isAfter(now.minus(MINUTE))) {
      taken.remove();
    }
    boolean enough = limitKnown || taken.size() < UNTOLD_IN_A_MINUTE;
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
