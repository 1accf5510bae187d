package dev.countersign.simulation;

import dev.countersign.platform.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.PriorityQueue;

/**
 * Virtual time and all that is to happen in it. What takes time within a step passes it here, and
 * the rest of the world goes on meanwhile.
 */
final class Agenda implements Timers, InstantSource {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00.000123Z");

  private final PriorityQueue<Entry> entries = new PriorityQueue<>();
  private long now;
  private long numbers;

  private static final class Entry implements Timer, Comparable<Entry> {
    final long at;
    final long number;
    final Runnable task;
    boolean cancelled;

    Entry(long at, long number, Runnable task) {
      this.at = at;
      this.number = number;
      this.task = task;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }

    @Override
    public int compareTo(Entry other) {
      int byTime = Long.compare(at, other.at);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  @Override
  public Instant instant() {
    return START.plusNanos(now);
  }

  Duration elapsed() {
    return Duration.ofNanos(now);
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    Entry entry = new Entry(now + Math.max(0, delay.toNanos()), numbers++, task);
    entries.add(entry);
    return entry;
  }

  Timer at(Instant moment, Runnable task) {
    return after(Duration.between(instant(), moment), task);
  }

  /** Time passes; may be called from within a task. */
  void pass(Duration by) {
    long end = now + by.toNanos();
    for (Entry next = entries.peek(); next != null && next.at <= end; next = entries.peek()) {
      entries.remove();
      if (!next.cancelled) {
        now = Math.max(now, next.at);
        next.task.run();
      }
    }
    now = Math.max(now, end);
  }
}
