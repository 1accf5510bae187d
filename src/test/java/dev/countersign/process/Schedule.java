package dev.countersign.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What somebody is going to do; nothing that goes wrong in it is lost. */
final class Schedule implements AutoCloseable {
  private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(1);
  private final AtomicInteger waiting = new AtomicInteger();
  private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());

  void after(long millis, Runnable task) {
    waiting.incrementAndGet();
    clock.schedule(() -> finish(task), millis, TimeUnit.MILLISECONDS);
  }

  /** For what takes its time: holds nobody up. */
  void aside(Runnable task) {
    waiting.incrementAndGet();
    Thread.ofPlatform().daemon().start(() -> finish(task));
  }

  void every(Duration pause, Runnable task) {
    clock.scheduleWithFixedDelay(
        () -> guard(task), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void finish(Runnable task) {
    guard(task);
    waiting.decrementAndGet();
  }

  private void guard(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | AssertionError e) {
      failures.add(e);
    }
  }

  /** Whether there is nothing left to do; fails if anything went wrong. */
  boolean isDone() {
    if (!failures.isEmpty()) {
      throw new AssertionError("the test itself went wrong", failures.getFirst());
    }
    return waiting.get() == 0;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
