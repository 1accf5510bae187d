package dev.countersign.simulation;

import dev.countersign.platform.budget.Report;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The fleet's log of its budget, in the order in which it was appended. */
final class SimBudgetTopic {
  private final Agenda agenda;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Runnable> readers = new ArrayList<>();

  record Entry(Report report, Instant at) {}

  SimBudgetTopic(Agenda agenda) {
    this.agenda = agenda;
  }

  void onNews(Runnable reader) {
    readers.add(reader);
  }

  void append(Report report) {
    entries.add(new Entry(report, agenda.instant()));
    List.copyOf(readers).forEach(Runnable::run);
  }

  int size() {
    return entries.size();
  }

  Entry get(int position) {
    return entries.get(position);
  }
}
