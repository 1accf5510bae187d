package dev.countersign.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The sliding minute of one application (PROTOCOL §11). */
final class RateLimiter {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final ArrayDeque<Instant> creates = new ArrayDeque<>();
  private final ArrayDeque<Instant> calls = new ArrayDeque<>();

  /** Whether a call may pass, and the headers that its answer carries either way. */
  record Verdict(boolean allowed, Map<String, String> headers) {}

  Verdict take(Limits limits, boolean create, Instant now) {
    forget(creates, now);
    forget(calls, now);
    boolean allowed = fits(calls, limits.calls()) && (!create || fits(creates, limits.creates()));
    if (allowed) {
      calls.addLast(now);
      if (create) {
        creates.addLast(now);
      }
    }
    return new Verdict(allowed, headers(limits, create, now));
  }

  private Map<String, String> headers(Limits limits, boolean create, Instant now) {
    Integer calledFor = limits.calls();
    Integer createdFor = create ? limits.creates() : null;
    if (createdFor != null
        && (calledFor == null || left(creates, createdFor) <= left(calls, calledFor))) {
      return headers(creates, createdFor, now);
    }
    return calledFor == null ? Map.of() : headers(calls, calledFor, now);
  }

  private static Map<String, String> headers(ArrayDeque<Instant> taken, int limit, Instant now) {
    Instant first = taken.peekFirst();
    Instant reset = first == null ? now : first.plus(WINDOW);
    return new TreeMap<>(
        Map.of(
            "X-RateLimit-Limit", Integer.toString(limit),
            "X-RateLimit-Remaining", Integer.toString(left(taken, limit)),
            "X-RateLimit-Reset", Long.toString(reset.getEpochSecond())));
  }

  private static int left(ArrayDeque<Instant> taken, int limit) {
    return Math.max(0, limit - taken.size());
  }

  private static boolean fits(ArrayDeque<Instant> taken, @Nullable Integer limit) {
    return limit == null || taken.size() < limit;
  }

  private static void forget(ArrayDeque<Instant> taken, Instant now) {
    Instant edge = now.minus(WINDOW);
    for (Instant t = taken.peekFirst(); t != null && !t.isAfter(edge); t = taken.peekFirst()) {
      taken.removeFirst();
    }
  }
}
