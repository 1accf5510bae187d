package dev.countersign.simulation;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What happens of its own accord in a history: each command, each misfortune, each thing that
 * people do. A history that is shrunk leaves some of it out.
 */
final class Steps {
  private final Set<String> leftOut;
  private final Set<String> taken = new LinkedHashSet<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  Steps(Set<String> leftOut) {
    this.leftOut = leftOut;
  }

  /** Whether the next step of this kind happens. */
  boolean take(String kind) {
    String step = kind + ' ' + numbers.merge(kind, 1, Integer::sum);
    return !leftOut.contains(step) && taken.add(step);
  }

  Set<String> taken() {
    return taken;
  }
}
