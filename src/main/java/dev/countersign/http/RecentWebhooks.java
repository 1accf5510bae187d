package dev.countersign.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The last webhooks that are safe in Kafka. A duplicate shares the wallet's call (PROTOCOL §8.3),
 * and so does one that somebody sends again; neither needs another record. Bounded, for each worker
 * by itself: what slips through is a hint that tells its owner nothing new.
 */
final class RecentWebhooks {
  static final int MOST = 4_096;

  private final Set<Resolution> seen =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Resolution, Boolean> eldest) {
              return size() > MOST;
            }
          });

  /** One resolution of a payload, as its webhook names it. */
  record Resolution(String application, String payload, String call) {}

  synchronized boolean contains(Resolution resolution) {
    return seen.contains(resolution);
  }

  synchronized void add(Resolution resolution) {
    seen.add(resolution);
  }

  synchronized int size() {
    return seen.size();
  }
}
