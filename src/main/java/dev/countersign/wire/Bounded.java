package dev.countersign.wire;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Memory for what others decide how many there are of. */
public final class Bounded {
  private Bounded() {}

  /** A map that forgets what was used longest ago. May be shared between threads. */
  public static <K, V> Map<K, V> map(int most) {
    return Collections.synchronizedMap(
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
          }
        });
  }
}
