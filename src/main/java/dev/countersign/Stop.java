package dev.countersign;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and Ctrl-C into an ordinary end: the main thread is told, and the process stays
 * until it has cleaned up.
 */
final class Stop {
  private static final Duration CLEAN_UP = Duration.ofMillis(9_800);

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  private Stop() {}

  static Stop onTermination() {
    Stop stop = new Stop();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (stop.done.getCount() == 0) {
                    return;
                  }
                  stop.asked.countDown();
                  if (waitFor(stop.done, CLEAN_UP)) {
                    // An orderly end: the status of a process that did what it was told.
                    Runtime.getRuntime().halt(Exit.OK);
                  }
                },
                "countersign-stop"));
    return stop;
  }

  /** Waits until the process is asked to end. */
  void await() {
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for the process to be asked to end, at most for {@code patience}.
   *
   * @return whether it was
   */
  boolean await(Duration patience) {
    return waitFor(asked, patience);
  }

  /** Everything is cleaned up. */
  void done() {
    done.countDown();
  }

  private static boolean waitFor(CountDownLatch latch, Duration patience) {
    try {
      return latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
