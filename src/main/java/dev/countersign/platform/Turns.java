package dev.countersign.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Runs the steps of the scheduling one after the other on the executor's thread: a step that causes
 * another never finds itself inside it, also where the executor runs things at once.
 */
final class Turns {
  private final Ports ports;
  private final Queue<Runnable> steps = new ArrayDeque<>();
  private boolean running;
  private boolean stopped;

  Turns(Ports ports) {
    this.ports = ports;
  }

  void run(Runnable step) {
    ports.executor().execute(() -> enter(step));
  }

  Timers.Timer after(Duration delay, Runnable step) {
    Later later = new Later(step);
    later.timer = ports.timers().after(delay, () -> run(later));
    return later;
  }

  /** A moment by chance within a growing wait. */
  Timers.Timer after(Backoff backoff, int failures, Runnable step) {
    return after(backoff.after(failures, ports.random()), step);
  }

  Duration wait(Backoff backoff, int failures) {
    return backoff.after(failures, ports.random());
  }

  Instant now() {
    return ports.clock().instant();
  }

  /** No step runs from now on. */
  void stop() {
    stopped = true;
    steps.clear();
  }

  private void enter(Runnable step) {
    steps.add(step);
    if (running) {
      return;
    }
    running = true;
    try {
      for (Runnable next = steps.poll(); next != null && !stopped; next = steps.poll()) {
        next.run();
      }
    } finally {
      running = false;
      // Only after a step that threw: what it said goes to whoever runs us, the rest goes on.
      if (!steps.isEmpty() && !stopped) {
        run(() -> {});
      }
    }
  }

  /** May be cancelled when its time has come but its turn has not. */
  private static final class Later implements Timers.Timer, Runnable {
    private final Runnable step;
    private Timers.Timer timer = () -> {};
    private boolean cancelled;

    Later(Runnable step) {
      this.step = step;
    }

    @Override
    public void cancel() {
      cancelled = true;
      timer.cancel();
    }

    @Override
    public void run() {
      if (!cancelled) {
        step.run();
      }
    }
  }
}
