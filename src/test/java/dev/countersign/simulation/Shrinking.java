package dev.countersign.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for a shorter history of the same seed in which a promise is still broken: steps are left
 * out in ever smaller groups.
 */
final class Shrinking {
  private static final int MOST_HISTORIES = 400;

  private final long seed;
  private final Assembly assembly;
  private int histories;

  Shrinking(long seed, Assembly assembly) {
    this.seed = seed;
    this.assembly = assembly;
  }

  /** The steps to leave out. */
  Set<String> run() {
    Set<String> leftOut = new HashSet<>();
    List<String> steps = steps(leftOut);
    for (int size = steps.size() / 2; size >= 1; size = size > 1 ? (size + 1) / 2 : 0) {
      for (int from = 0; from < steps.size() && histories < MOST_HISTORIES; ) {
        Set<String> less = new HashSet<>(leftOut);
        less.addAll(steps.subList(from, Math.min(from + size, steps.size())));
        List<String> fewer = steps(less);
        if (fewer.isEmpty()) {
          from += size;
        } else {
          leftOut = less;
          steps = fewer;
        }
      }
    }
    return leftOut;
  }

  /** What happens without those; nothing, if no promise is broken then. */
  private List<String> steps(Set<String> leftOut) {
    histories++;
    History history = new History(seed, assembly, leftOut, false);
    return history.run().isEmpty() ? List.of() : new ArrayList<>(history.steps.taken());
  }
}
