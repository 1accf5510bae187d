package dev.countersign.sandbox;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** URLs that are not bothered any more for a while (PROTOCOL §8.3). */
final class WebhookBreaker {
  private static final Duration WINDOW = Duration.ofHours(1);
  private static final int LIMIT = 10;

  private final Map<URI, ArrayDeque<Instant>> missing = new HashMap<>();

  /** A last attempt was answered 404; other statuses never trip it. */
  void lastAttemptNotFound(URI url, Instant now) {
    missing.computeIfAbsent(url, key -> new ArrayDeque<>()).addLast(now);
  }

  boolean skips(URI url, Instant now) {
    ArrayDeque<Instant> seen = missing.get(url);
    if (seen == null) {
      return false;
    }
    Instant edge = now.minus(WINDOW);
    seen.removeIf(moment -> !moment.isAfter(edge) || moment.isAfter(now));
    return seen.size() >= LIMIT;
  }

  void clear() {
    missing.clear();
  }
}
