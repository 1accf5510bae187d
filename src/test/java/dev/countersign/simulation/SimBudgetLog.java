package dev.countersign.simulation;

import dev.countersign.platform.budget.BudgetLog;
import dev.countersign.platform.budget.Report;
import java.time.Duration;
import java.time.Instant;

/** A worker's view of the fleet's budget log; what it appends is now and then lost. */
final class SimBudgetLog implements BudgetLog {
  private static final int LOOK_BACK = 500;

  private final SimBudgetTopic topic;
  private final SimProcess process;
  private final Agenda agenda;
  private final Weather weather;
  private final Chance chance;
  private final Instant begun;
  private int position;
  private boolean planned;

  SimBudgetLog(
      SimBudgetTopic topic, SimProcess process, Agenda agenda, Weather weather, Chance chance) {
    this.topic = topic;
    this.process = process;
    this.agenda = agenda;
    this.weather = weather;
    this.chance = chance;
    this.begun = agenda.instant();
    this.position = Math.max(0, topic.size() - LOOK_BACK);
  }

  @Override
  public void append(Report report) {
    if (!chance.of(weather.roughness() / 50)) {
      agenda.after(chance.latency(), () -> topic.append(report));
    }
  }

  @Override
  public void onReport(Reader reader) {
    topic.onNews(() -> plan(reader));
    plan(reader);
  }

  private void plan(Reader reader) {
    if (!planned && process.isAlive()) {
      planned = true;
      process.after(chance.latency(), () -> read(reader));
    }
  }

  private void read(Reader reader) {
    planned = false;
    while (position < topic.size()) {
      SimBudgetTopic.Entry entry = topic.get(position++);
      Duration age = Duration.between(entry.at(), begun);
      reader.read(entry.report(), age.isNegative() ? Duration.ZERO : age);
    }
  }
}
