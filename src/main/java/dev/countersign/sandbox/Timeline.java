package dev.countersign.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sandbox time and everything that waits for it. It runs from real time at a chosen speed, can be
 * moved, and one real timer is armed for whatever is due next; a move arms it anew, so what the
 * clock jumps over happens at once.
 */
final class Timeline {
  /** Something that waits; {@link #cancel} makes it as if it had never been asked for. */
  interface Waiting {
    void cancel();
  }

  private final class Entry implements Waiting {
    Instant due;
    final long order;
    final boolean relative;
    final Runnable work;

    Entry(Instant due, long order, boolean relative, Runnable work) {
      this.due = due;
      this.order = order;
      this.relative = relative;
      this.work = work;
    }

    @Override
    public void cancel() {
      waiting.remove(this);
    }
  }

  private static final Logger log = LoggerFactory.getLogger(Timeline.class);
  private static final long NONE = -1;
  private static final double LONGEST_WAIT = 86_400_000;

  private final Vertx vertx;
  private final InstantSource real;
  private final TreeSet<Entry> waiting =
      new TreeSet<>(
          Comparator.<Entry, Instant>comparing(e -> e.due).thenComparingLong(e -> e.order));
  private final Set<Promise<Void>> pauses = new LinkedHashSet<>();
  private Instant anchor;
  private Instant realAnchor;
  private double speed = 1;
  private long orders;
  private long timer = NONE;
  private Instant armedFor = Instant.MAX;
  private Runnable afterwards = () -> {};

  Timeline(Vertx vertx, InstantSource real) {
    this.vertx = vertx;
    this.real = real;
    this.realAnchor = real.instant();
    this.anchor = realAnchor;
  }

  /** What is to run after the clock was moved and after everything that waited for it. */
  void afterwards(Runnable work) {
    afterwards = work;
  }

  Instant now() {
    Duration passed = Duration.between(realAnchor, real.instant());
    return anchor.plusNanos(Math.round(passed.toNanos() * speed));
  }

  double speed() {
    return speed;
  }

  /** At a moment, wherever the clock is moved. */
  Waiting at(Instant due, Runnable work) {
    return add(new Entry(due, orders++, false, work));
  }

  /** After a span; moving the clock back does not make it longer. */
  Waiting after(Duration span, Runnable work) {
    return add(new Entry(now().plus(span), orders++, true, work));
  }

  /** For what somebody waits for: it fails when the sandbox is reset before. */
  Future<Void> pause(Duration span) {
    Promise<Void> pause = Promise.promise();
    pauses.add(pause);
    after(
        span,
        () -> {
          pauses.remove(pause);
          pause.complete();
        });
    return pause.future();
  }

  void advance(Duration by) {
    moveTo(now().plus(by));
  }

  void moveTo(Instant moment) {
    Duration shift = Duration.between(now(), moment);
    anchor = moment;
    realAnchor = real.instant();
    if (shift.isNegative()) {
      List<Entry> old = List.copyOf(waiting);
      waiting.clear();
      old.stream().filter(e -> e.relative).forEach(e -> e.due = e.due.plus(shift));
      waiting.addAll(old);
    }
    rearm();
    afterwards.run();
  }

  void runAt(double newSpeed) {
    anchor = now();
    realAnchor = real.instant();
    speed = newSpeed;
    rearm();
    afterwards.run();
  }

  /** Who paused hears of it once everything is reset. */
  void reset() {
    waiting.clear();
    List<Promise<Void>> broken = List.copyOf(pauses);
    pauses.clear();
    vertx.runOnContext(
        after ->
            broken.forEach(
                pause -> pause.fail(SandboxRefusal.conflict("The sandbox was reset meanwhile."))));
    realAnchor = real.instant();
    anchor = realAnchor;
    speed = 1;
    rearm();
    afterwards.run();
  }

  private Entry add(Entry entry) {
    waiting.add(entry);
    if (entry.due.isBefore(armedFor)) {
      rearm();
    }
    return entry;
  }

  private void rearm() {
    if (timer != NONE) {
      vertx.cancelTimer(timer);
      timer = NONE;
    }
    armedFor = Instant.MAX;
    if (waiting.isEmpty()) {
      return;
    }
    armedFor = waiting.getFirst().due;
    double realMillis = (double) Duration.between(now(), armedFor).toNanos() / 1e6 / speed;
    long delay = (long) Math.ceil(Math.clamp(realMillis, 1, LONGEST_WAIT));
    timer = vertx.setTimer(delay, id -> fire());
  }

  private void fire() {
    timer = NONE;
    armedFor = Instant.MIN;
    Instant now = now();
    while (!waiting.isEmpty() && !waiting.getFirst().due.isAfter(now)) {
      Entry entry = waiting.removeFirst();
      try {
        entry.work.run();
      } catch (RuntimeException e) {
        log.error("A timer of the sandbox failed", e);
      }
    }
    rearm();
    afterwards.run();
  }
}
