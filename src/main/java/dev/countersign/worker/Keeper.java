package dev.countersign.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a job turning on a thread of its own, and opens it anew when its log is lost. */
final class Keeper {
  private static final Logger log = LoggerFactory.getLogger(Keeper.class);
  private static final Duration BEFORE_REOPENING = Duration.ofSeconds(1);

  /** Work that goes on in turns on one thread. */
  interface Job extends AutoCloseable {
    void turn();

    /** Ends a waiting turn; callable from any thread. */
    void wakeup();

    /** Whether it may be closed now that the worker stops. */
    boolean isSettled();

    @Override
    void close();
  }

  private final String name;
  private final Supplier<Job> opener;
  private final Health health;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread;
  private volatile Runnable wake = () -> {};

  Keeper(String name, Supplier<Job> opener, Health health) {
    this.name = name;
    this.opener = opener;
    this.health = health;
    this.thread = Thread.ofPlatform().name("countersign-" + name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (stop.getCount() > 0) {
      try (Job job = opener.get()) {
        wake = job::wakeup;
        while (stop.getCount() > 0 || !job.isSettled()) {
          job.turn();
          health.fine(name);
        }
      } catch (OwnerLog.LogLost e) {
        trouble(String.valueOf(e.getMessage()), e);
      } catch (RuntimeException | StackOverflowError e) {
        trouble("failed: " + e, e);
      } catch (VirtualMachineError e) {
        // Nothing that follows in this process can be trusted.
        health.dead(name + ": " + e);
        throw e;
      } catch (Error e) {
        trouble("failed: " + e, e);
      }
    }
  }

  private void trouble(String what, Throwable cause) {
    health.troubled(name, what);
    log.atWarn().setCause(cause).addKeyValue("job", name).log("opening again after a failure");
    try {
      boolean stopped = stop.await(BEFORE_REOPENING.toMillis(), TimeUnit.MILLISECONDS);
      if (stopped) {
        log.atDebug().addKeyValue("job", name).log("stopped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop.countDown();
    }
  }

  void stop() {
    stop.countDown();
    wake.run();
  }

  /** Ends calls that wait for a silent broker; nothing that was committed is lost. */
  void interrupt() {
    thread.interrupt();
  }

  /**
   * Waits for the thread to end.
   *
   * @return whether it did
   */
  boolean await(Duration patience) {
    try {
      return !patience.isNegative() && thread.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
