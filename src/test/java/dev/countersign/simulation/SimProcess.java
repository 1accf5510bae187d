package dev.countersign.simulation;

import dev.countersign.platform.Timers;
import java.time.Duration;
import java.time.Instant;

/** A process that may die or be paused at any moment; what it planned dies or waits with it. */
final class SimProcess {
  final String name;
  private final Agenda agenda;
  private boolean alive = true;
  private Instant frozenUntil = Instant.MIN;
  private Runnable misfortune = () -> {};
  private Runnable ambush = () -> {};

  SimProcess(String name, Agenda agenda) {
    this.name = name;
    this.agenda = agenda;
  }

  boolean isAlive() {
    return alive;
  }

  boolean isFrozen() {
    return agenda.instant().isBefore(frozenUntil);
  }

  /** What may happen to it in the middle of a step. */
  void expose(Runnable misfortune) {
    this.misfortune = misfortune;
  }

  /** What happens once when it is half-way through a commit. */
  void ambush(Runnable happens) {
    ambush = happens;
  }

  void halfway() {
    Runnable happens = ambush;
    ambush = () -> {};
    happens.run();
  }

  void die() {
    alive = false;
  }

  void freeze(Duration length) {
    frozenUntil = agenda.instant().plus(length);
  }

  Timers.Timer after(Duration delay, Runnable task) {
    Deferred deferred = new Deferred(task);
    deferred.timer = agenda.after(delay, deferred);
    return deferred;
  }

  /** Time passes within a step of the process. */
  void pass(Duration by) {
    misfortune.run();
    check();
    agenda.pass(by);
    check();
    while (isFrozen()) {
      agenda.pass(Duration.between(agenda.instant(), frozenUntil));
      check();
    }
  }

  void check() {
    if (!alive) {
      throw new Crashed(name);
    }
  }

  private final class Deferred implements Runnable, Timers.Timer {
    private final Runnable task;
    private Timers.Timer timer = () -> {};

    Deferred(Runnable task) {
      this.task = task;
    }

    @Override
    public void run() {
      if (!alive) {
        return;
      }
      if (isFrozen()) {
        timer = agenda.at(frozenUntil, this);
      } else {
        task.run();
      }
    }

    @Override
    public void cancel() {
      timer.cancel();
    }
  }
}
