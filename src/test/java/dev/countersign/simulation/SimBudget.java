package dev.countersign.simulation;

import dev.countersign.platform.Allowance;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the platform lets each application do in a sliding minute: calls, and creates among them
 * (PROTOCOL §11). Mostly more than anybody needs; in some histories little, and ever less or more.
 */
final class SimBudget {
  private static final int PLENTY = 2_000;

  private final Agenda agenda;
  private final Chance chance;
  private final Journal journal;
  private final boolean tight;
  private final boolean staysTight;
  private final boolean tellsOfCreates;
  private final double told;
  private final Map<String, Minutes> applications = new HashMap<>();
  private final Set<String> toldOfCalm = new HashSet<>();
  private boolean calm;

  private record Minutes(Minute calls, Minute creates) {}

  SimBudget(Agenda agenda, Chance chance, Journal journal) {
    this.agenda = agenda;
    this.chance = chance;
    this.journal = journal;
    this.tight = chance.of(0.15);
    this.staysTight = tight && chance.of(0.3);
    this.tellsOfCreates = chance.of(0.7);
    this.told = chance.pick(List.of(0.0, 0.8, 1.0, 1.0));
    for (String application : Commands.APPLICATIONS) {
      applications.put(application, new Minutes(new Minute(PLENTY), new Minute(PLENTY)));
    }
  }

  void begin() {
    if (tight) {
      change();
    }
  }

  /** The platform adjusts limits by behaviour, and now and then takes next to nothing. */
  private void change() {
    if (calm) {
      return;
    }
    for (Minutes minutes : applications.values()) {
      boolean storm = chance.of(0.15);
      minutes.calls().limit(storm ? chance.between(0, 3) : chance.between(10, 120));
      minutes.creates().limit(storm ? chance.between(0, 1) : chance.between(2, 30));
      journal.note(
          "platform",
          () ->
              "allows %d calls a minute, %d creates"
                  .formatted(minutes.calls().limit(), minutes.creates().limit()));
    }
    agenda.after(chance.seconds(10, 300), this::change);
  }

  /** No limit changes any more, and mostly there is room for everybody again. */
  void calmDown() {
    calm = true;
    for (Minutes minutes : applications.values()) {
      minutes.calls().limit(staysTight ? chance.between(20, 60) : PLENTY);
      minutes.creates().limit(staysTight ? chance.between(5, 30) : PLENTY);
    }
  }

  /** Whether nobody has to wait in calm, and can know. */
  boolean isAmple() {
    return !staysTight && told > 0;
  }

  /** Whether the fleet can know that little is no longer all there is. */
  boolean hasToldOfCalm(String application) {
    return !tight || toldOfCalm.contains(application);
  }

  /** Takes a call that has arrived; one that is too many is told for how long to pause. */
  @Nullable Pause take(String application, boolean create) {
    Instant now = agenda.instant();
    Minutes minutes = minutes(application);
    Minute full = null;
    if (minutes.calls().remaining(now) == 0) {
      full = minutes.calls();
    } else if (create && minutes.creates().remaining(now) == 0) {
      full = minutes.creates();
    }
    if (full != null) {
      return new Pause(chance.of(0.5) ? full.pause(now) : null);
    }
    minutes.calls().take(now);
    if (create) {
      minutes.creates().take(now);
    }
    return null;
  }

  /** Null: it is not said. */
  record Pause(@Nullable Duration length) {}

  /** What an answer tells; null: nothing. That to a create tells of what is scarcer, or not. */
  @Nullable Allowance tell(String application, boolean create) {
    if (!chance.of(told)) {
      return null;
    }
    Minute calls = minutes(application).calls();
    Minute creates = minutes(application).creates();
    Instant now = agenda.instant();
    boolean ofCreates = create && tellsOfCreates && creates.remaining(now) <= calls.remaining(now);
    Minute told = ofCreates ? creates : calls;
    // Nobody can tell from the answer to a create of which of both it tells.
    if (calm && !create) {
      toldOfCalm.add(application);
    }
    return new Allowance(told.limit(), told.remaining(now));
  }

  private Minutes minutes(String application) {
    Minutes known = applications.get(application);
    if (known == null) {
      throw new IllegalStateException("no application " + application);
    }
    return known;
  }
}
