package dev.countersign.platform.budget;

import java.time.Instant;
import java.util.ArrayDeque;

/** Calls of one kind that may be made for a while. */
final class Grants {
  private final ArrayDeque<Grant> grants = new ArrayDeque<>();
  private int count;

  private static final class Grant {
    final Instant until;
    int count;

    Grant(Instant until, int count) {
      this.until = until;
      this.count = count;
    }
  }

  int count() {
    return count;
  }

  void add(int calls, Instant until) {
    if (calls > 0) {
      grants.add(new Grant(until, calls));
      count += calls;
    }
  }

  /** Takes the one that is over first; false: there is none. */
  boolean take() {
    Grant first = grants.peek();
    if (first == null) {
      return false;
    }
    first.count--;
    count--;
    if (first.count == 0) {
      grants.remove();
    }
    return true;
  }

  /** Lets go of up to so many, those that would have lasted longest; returns how many. */
  int drop(int most) {
    int dropped = 0;
    while (dropped < most && !grants.isEmpty()) {
      Grant last = grants.getLast();
      int some = Math.min(most - dropped, last.count);
      last.count -= some;
      dropped += some;
      if (last.count == 0) {
        grants.removeLast();
      }
    }
    count -= dropped;
    return dropped;
  }

  /** Lets go of those whose time is over; returns how many. */
  int expire(Instant now) {
    int expired = 0;
    while (!grants.isEmpty() && !now.isBefore(grants.element().until)) {
      expired += grants.remove().count;
    }
    count -= expired;
    return expired;
  }

  /** When the next of them is over; {@link Instant#MAX}: there is none. */
  Instant next() {
    return grants.isEmpty() ? Instant.MAX : grants.element().until;
  }
}
