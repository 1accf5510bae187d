package dev.countersign.simulation;

import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import dev.countersign.promises.Lateness;
import dev.countersign.promises.Reads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the platform sees while nothing goes wrong: what people do, what they are told of, and what
 * the fleet asks. Only then is late late, and a read one too many.
 */
final class CalmWatch {
  private static final Duration LINGER = Duration.ofMinutes(15);

  private final Agenda agenda;
  private final SimBudget budget;
  private final List<Lateness.Act> acts = new ArrayList<>();
  private final Map<String, List<Instant>> reads = new HashMap<>();
  private final Map<String, List<Instant>> hints = new HashMap<>();
  private final Set<Shown> decided = new HashSet<>();
  private boolean watching;

  /** Whoever dies before it hears reads in vain. */
  private record Shown(SimProcess to, String uuid) {}

  CalmWatch(Agenda agenda, SimBudget budget) {
    this.agenda = agenda;
    this.budget = budget;
  }

  void begin() {
    watching = true;
  }

  /** What was done a moment ago can no longer be told in time. */
  void end() {
    watching = false;
    Instant last = agenda.instant().minus(Lateness.BOUND);
    acts.removeIf(act -> act.at().isAfter(last));
  }

  boolean isWatching() {
    return watching;
  }

  void done(SimPayload payload, SignRequestEventType type) {
    if (watching && budget.hasToldOfCalm(payload.application)) {
      acts.add(new Lateness.Act(payload.uuid, type, agenda.instant()));
    }
  }

  void asked(String uuid) {
    if (watching) {
      reads.computeIfAbsent(uuid, _ -> new ArrayList<>()).add(agenda.instant());
    }
  }

  /** There is reason to read. */
  void hinted(SimPayload payload) {
    hints.computeIfAbsent(payload.uuid, _ -> new ArrayList<>()).add(agenda.instant());
  }

  /** A decision that no frame told of is news as well; a signature's engine result may follow. */
  void shown(SimProcess to, SimPayload payload) {
    if (watching && decided.add(new Shown(to, payload.uuid))) {
      hinted(payload);
    }
  }

  void check(History history, List<Lateness.Told> told) {
    if (!history.world.budget.isAmple()) {
      return;
    }
    if (history.fleet.isRoomy() && history.isStill()) {
      history.findings.broken(Lateness.broken(acts, told));
    }
    reads.forEach(
        (uuid, all) -> {
          SimPayload payload = history.world.byUuid(uuid);
          if (payload != null) {
            List<Instant> reasons = new ArrayList<>(hints.getOrDefault(uuid, List.of()));
            reasons.addAll(deadlines(history, payload, told));
            reasons.sort(null);
            history.findings.broken(Reads.broken(payload.identifier, all, reasons));
          }
        });
  }

  /** Expiry, abandonment and the last read, as early as the fastest clock has them. */
  private static List<Instant> deadlines(
      History history, SimPayload payload, List<Lateness.Told> told) {
    List<Instant> deadlines = new ArrayList<>();
    deadlines.add(payload.openBefore.minus(Fleet.MOST_SKEW));
    deadlines.add(payload.openBefore.plus(history.settings.abandonAfter()).minus(Fleet.MOST_SKEW));
    for (Lateness.Told one : told) {
      SignRequestEvent event = one.event();
      if (event.getTerminal() && payload.uuid.equals(event.getPayloadUuid())) {
        deadlines.add(event.getObservedAt().plus(LINGER).minus(Fleet.MOST_SKEW.multipliedBy(2)));
      }
    }
    return deadlines;
  }
}
