package dev.countersign.http;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Questions that have one answer, which may be lost on its way: who asks again soon gets it again,
 * and who asks meanwhile waits for the same. May be shared between threads.
 */
final class Replays<T> {
  static final Duration KEPT = Duration.ofSeconds(30);
  static final int MOST = 1_000;

  private final InstantSource clock;
  private final Predicate<T> worthKeeping;

  /** In the order in which they came, or were answered. */
  private final SequencedMap<String, Entry<T>> entries = new LinkedHashMap<>();

  /**
   * @param until null while there is no answer
   */
  private record Entry<T>(Future<T> answer, @Nullable Instant until) {}

  Replays(InstantSource clock, Predicate<T> worthKeeping) {
    this.clock = clock;
    this.worthKeeping = worthKeeping;
  }

  /**
   * The answer to {@code key}.
   *
   * @param ask asked unless there is one; its future does not fail
   */
  Future<T> answer(String key, Supplier<Future<T>> ask) {
    Future<T> asked;
    synchronized (this) {
      forget();
      Entry<T> known = entries.get(key);
      if (known != null) {
        return known.answer();
      }
      asked = ask.get();
      entries.put(key, new Entry<>(asked, null));
    }
    asked.onComplete(result -> answered(key, asked, result.result()));
    return asked;
  }

  private synchronized void answered(String key, Future<T> asked, @Nullable T answer) {
    entries.remove(key);
    if (answer != null && worthKeeping.test(answer)) {
      entries.putLast(key, new Entry<>(asked, clock.instant().plus(KEPT)));
    }
  }

  private void forget() {
    Instant now = clock.instant();
    entries.values().removeIf(entry -> entry.until() != null && !entry.until().isAfter(now));
    while (entries.size() >= MOST) {
      entries.pollFirstEntry();
    }
  }

  synchronized int size() {
    return entries.size();
  }
}
