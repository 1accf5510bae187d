package dev.countersign.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sliding minutes of one application (PROTOCOL §11). */
final class RateLimiter {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Map<Budget, ArrayDeque<Instant>> taken = new EnumMap<>(Budget.class);

  /**
   * Whether a call may pass, and what its answer tells either way.
   *
   * @param left null: nothing limits it
   */
  record Verdict(boolean allowed, @Nullable Left left) {}

  /**
   * Of the scarcest budget.
   *
   * @param reset when the oldest call leaves the minute, in unix seconds
   */
  record Left(int limit, int remaining, long reset) {}

  /** A create counts as a create and as a call; what has a budget of its own only there. */
  Verdict take(Limits limits, Endpoint endpoint, Instant now) {
    List<Budget> budgets =
        endpoint == Endpoint.CREATE
            ? List.of(Budget.CREATES, Budget.CALLS)
            : List.of(endpoint.budget);
    boolean allowed = true;
    for (Budget budget : budgets) {
      ArrayDeque<Instant> calls = calls(budget);
      forget(calls, now);
      Integer limit = budget.of(limits);
      allowed &= limit == null || calls.size() < limit;
    }
    if (allowed) {
      budgets.forEach(budget -> calls(budget).addLast(now));
    }
    return new Verdict(allowed, scarcest(budgets, limits, now));
  }

  private ArrayDeque<Instant> calls(Budget budget) {
    return taken.computeIfAbsent(budget, b -> new ArrayDeque<>());
  }

  private @Nullable Left scarcest(List<Budget> budgets, Limits limits, Instant now) {
    Budget scarcest = null;
    int least = Integer.MAX_VALUE;
    for (Budget budget : budgets) {
      int left = left(budget, limits);
      if (left < least) {
        scarcest = budget;
        least = left;
      }
    }
    Integer limit = scarcest == null ? null : scarcest.of(limits);
    if (scarcest == null || limit == null) {
      return null;
    }
    Instant first = calls(scarcest).peekFirst();
    // Rounded up: who waits for that second is not refused again.
    Instant reset = (first == null ? now : first.plus(WINDOW)).plusNanos(999_999_999);
    return new Left(limit, least, reset.getEpochSecond());
  }

  private int left(Budget budget, Limits limits) {
    @Nullable Integer limit = budget.of(limits);
    return limit == null ? Integer.MAX_VALUE : Math.max(0, limit - calls(budget).size());
  }

  private static void forget(ArrayDeque<Instant> calls, Instant now) {
    Instant edge = now.minus(WINDOW);
    for (Instant t = calls.peekFirst(); t != null && !t.isAfter(edge); t = calls.peekFirst()) {
      calls.removeFirst();
    }
    // The clock was set back: what has not happened yet does not count.
    for (Instant t = calls.peekLast(); t != null && t.isAfter(now); t = calls.peekLast()) {
      calls.removeLast();
    }
  }
}
