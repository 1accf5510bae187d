package dev.countersign.worker;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Since when each of some requests has been waiting for something; the oldest is always known. */
final class Sinces {
  private final Map<String, Instant> all = new HashMap<>();
  private final NavigableMap<Instant, Integer> counts = new TreeMap<>();

  /**
   * @param since null: it does not wait
   */
  void put(String requestId, @Nullable Instant since) {
    Instant before = since == null ? all.remove(requestId) : all.put(requestId, since);
    if (before != null) {
      counts.merge(before, -1, (count, less) -> count + less == 0 ? null : count + less);
    }
    if (since != null) {
      counts.merge(since, 1, Integer::sum);
    }
  }

  int size() {
    return all.size();
  }

  @Nullable Instant oldest() {
    return counts.isEmpty() ? null : counts.firstKey();
  }
}
