package dev.countersign.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What the people do who get the payloads. Each makes up their mind once, and some are slow. */
final class People {
  private enum Habit {
    IGNORES,
    ONLY_LOOKS,
    ACTS,
    ACTS_SLOWLY,
    LOOKS_IN_TIME_AND_ACTS_LATE,
    /** The device has the payload although the platform does not know that (PROTOCOL §5.2). */
    SIGNS_WHATEVER_HAPPENED
  }

  private static final List<Habit> HABITS =
      List.of(
          Habit.IGNORES,
          Habit.IGNORES,
          Habit.ONLY_LOOKS,
          Habit.ACTS,
          Habit.ACTS,
          Habit.ACTS,
          Habit.ACTS,
          Habit.ACTS_SLOWLY,
          Habit.LOOKS_IN_TIME_AND_ACTS_LATE,
          Habit.SIGNS_WHATEVER_HAPPENED);

  private final World world;
  private final Agenda agenda;
  private final Chance chance;
  private final Steps steps;

  People(World world, Agenda agenda, Chance chance, Steps steps) {
    this.world = world;
    this.agenda = agenda;
    this.chance = chance;
    this.steps = steps;
  }

  void begin() {
    world.onCreated(this::asked);
  }

  private void asked(SimPayload payload) {
    Instant expiry = payload.expiresAt;
    Chance own = chance.fork();
    if (steps.take("person")) {
      act(payload, expiry, own);
    }
  }

  private void act(SimPayload payload, Instant expiry, Chance chance) {
    Duration soon = chance.millis(20, 90_000);
    switch (chance.pick(HABITS)) {
      case IGNORES -> {}
      case ONLY_LOOKS -> agenda.after(soon, () -> world.open(payload));
      case ACTS -> look(payload, agenda.instant().plus(soon), chance.millis(0, 30_000), chance);
      case ACTS_SLOWLY ->
          look(payload, agenda.instant().plus(soon), chance.seconds(60, 60 * 60), chance);
      case LOOKS_IN_TIME_AND_ACTS_LATE ->
          look(payload, expiry.minus(chance.millis(1, 5_000)), chance.seconds(1, 45 * 60), chance);
      case SIGNS_WHATEVER_HAPPENED ->
          agenda.after(chance.seconds(1, 30 * 60), () -> world.resolve(payload, true));
    }
  }

  private void look(SimPayload payload, Instant at, Duration pause, Chance chance) {
    boolean signs = chance.of(0.75);
    agenda.at(
        at,
        () -> {
          if (world.open(payload)) {
            if (chance.of(0.2)) {
              world.open(payload);
            }
            agenda.after(pause, () -> world.resolve(payload, signs));
          }
        });
  }
}
