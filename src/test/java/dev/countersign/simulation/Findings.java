package dev.countersign.simulation;

import java.util.ArrayList;
import java.util.List;

/** Promises that were not kept. */
final class Findings {
  private static final int MOST = 20;

  private final List<String> all = new ArrayList<>();
  private final Journal journal;

  Findings(Journal journal) {
    this.journal = journal;
  }

  void broken(String promise) {
    journal.note("BROKEN", () -> promise);
    if (all.size() < MOST) {
      all.add(promise);
    }
  }

  List<String> all() {
    return all;
  }
}
