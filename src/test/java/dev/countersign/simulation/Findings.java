package dev.countersign.simulation;

import dev.countersign.promises.Broken;
import dev.countersign.promises.Rule;
import java.util.ArrayList;
import java.util.List;

/** Promises that were not kept. */
final class Findings {
  private static final int MOST = 20;

  private final List<Finding> all = new ArrayList<>();
  private final Journal journal;

  /** What was found, and by which rule. */
  record Finding(Rule rule, String what) {
    @Override
    public String toString() {
      return what;
    }
  }

  Findings(Journal journal) {
    this.journal = journal;
  }

  void broken(Rule rule, String what) {
    journal.note("BROKEN", () -> what);
    if (all.size() < MOST) {
      all.add(new Finding(rule, what));
    }
  }

  void broken(List<Broken> broken) {
    broken.forEach(one -> broken(one.rule(), one.toString()));
  }

  List<Finding> all() {
    return all;
  }
}
