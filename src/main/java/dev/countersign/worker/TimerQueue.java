package dev.countersign.worker;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * When which request wants to be looked at. Entries are never removed early: whoever takes one asks
 * the state whether it is still due.
 */
final class TimerQueue {
  private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparing(Timer::at));

  /**
   * @param resuming what is under way is to be started again, whatever the state waits for
   */
  record Timer(Instant at, int partition, String requestId, boolean resuming) {}

  void add(Instant at, int partition, String requestId) {
    timers.add(new Timer(at, partition, requestId, false));
  }

  void addResuming(Instant at, int partition, String requestId) {
    timers.add(new Timer(at, partition, requestId, true));
  }

  /** A partition went to another owner. */
  void leave(int partition) {
    timers.removeIf(timer -> timer.partition() == partition);
  }

  @Nullable Timer takeDue(Instant now) {
    Timer first = timers.peek();
    return first == null || first.at().isAfter(now) ? null : timers.remove();
  }

  @Nullable Instant next() {
    Timer first = timers.peek();
    return first == null ? null : first.at();
  }
}
