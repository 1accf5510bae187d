package dev.countersign.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A clock that moves only when it is told to, and the timers on it. */
final class VirtualTime implements Timers, InstantSource {
  private final Queue<Entry> entries =
      new PriorityQueue<>(
          Comparator.comparing((Entry entry) -> entry.at).thenComparingLong(entry -> entry.number));
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private Duration lateness = Duration.ZERO;
  private long numbers;

  private record Entry(Instant at, long number, Runnable task) {}

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    Entry entry = new Entry(now.plus(delay).plus(lateness), numbers++, task);
    entries.add(entry);
    return () -> entries.remove(entry);
  }

  /** Timers from now on are late by so much, as those of a busy machine. */
  void late(Duration by) {
    lateness = by;
  }

  long timers() {
    return numbers;
  }

  void advance(Duration by) {
    Instant end = now.plus(by);
    for (Entry next = entries.peek();
        next != null && !next.at().isAfter(end);
        next = entries.peek()) {
      entries.remove();
      now = next.at();
      next.task().run();
    }
    now = end;
  }

  void advanceSeconds(double seconds) {
    advance(Duration.ofMillis((long) (seconds * 1000)));
  }
}
