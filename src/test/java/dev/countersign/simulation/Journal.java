package dev.countersign.simulation;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What happened, step by step; written only for a history that is looked at. */
final class Journal {
  private final Agenda agenda;
  private final @Nullable StringBuilder text;

  Journal(Agenda agenda, boolean written) {
    this.agenda = agenda;
    this.text = written ? new StringBuilder() : null;
  }

  void note(String who, Supplier<String> what) {
    if (text != null) {
      text.append("%12.3f %-10s %s%n".formatted(agenda.elapsed().toNanos() / 1e9, who, what.get()));
    }
  }

  String text() {
    return text == null ? "" : text.toString();
  }
}
