package dev.countersign.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How badly things go: a level of its own for each history, and nothing at all in the end. */
final class Weather {
  private final Agenda agenda;
  private final Chance chance;
  private final double roughness;
  private final Map<String, Instant> refusedUntil = new HashMap<>();
  private final Map<String, Instant> outageUntil = new HashMap<>();
  private final Map<String, Instant> busyUntil = new HashMap<>();
  private boolean calm;

  /** What becomes of one call. */
  enum Fate {
    ANSWERED,
    NEVER_SENT,
    CREDENTIALS_REFUSED,
    TOO_MANY,
    ERROR_UNDONE,
    ERROR_DONE,
    LOST_UNDONE,
    LOST_DONE,
    /** The caller has long given up when it is done. */
    LOST_AND_DONE_LATE
  }

  Weather(Agenda agenda, Chance chance) {
    this.agenda = agenda;
    this.chance = chance;
    this.roughness = chance.pick(List.of(0.0, 0.02, 0.1, 0.3));
  }

  double roughness() {
    return calm ? 0 : roughness;
  }

  boolean isCalm() {
    return calm;
  }

  /** From now on nothing goes wrong. */
  void calmDown() {
    calm = true;
  }

  void refuseCredentials(String application, Duration length) {
    refusedUntil.put(application, agenda.instant().plus(length));
  }

  void outage(String application, Duration length) {
    outageUntil.put(application, agenda.instant().plus(length));
  }

  void busy(String application, Duration length) {
    busyUntil.put(application, agenda.instant().plus(length));
  }

  Fate fate(String application) {
    if (calm) {
      return Fate.ANSWERED;
    }
    if (isUntil(refusedUntil, application)) {
      return Fate.CREDENTIALS_REFUSED;
    }
    if (isUntil(busyUntil, application)) {
      return Fate.TOO_MANY;
    }
    if (isUntil(outageUntil, application)) {
      return chance.pick(
          List.of(Fate.NEVER_SENT, Fate.ERROR_UNDONE, Fate.LOST_UNDONE, Fate.LOST_DONE));
    }
    return chance.of(roughness) ? chance.pick(List.of(Fate.values())) : Fate.ANSWERED;
  }

  private boolean isUntil(Map<String, Instant> moments, String application) {
    return agenda.instant().isBefore(moments.getOrDefault(application, Instant.MIN));
  }
}
