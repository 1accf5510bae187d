package dev.countersign.bench;

import java.time.Duration;

/** Ends the whole run, and says where it hung, if something takes longer than it may. */
final class Watchdog implements AutoCloseable {
  private final Thread thread;

  private Watchdog(Thread thread) {
    this.thread = thread;
  }

  static Watchdog of(String what, Duration most) {
    Thread watched = Thread.currentThread();
    return new Watchdog(
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(most);
                    System.err.println(what + " is not over after " + most + "; it hangs in");
                    for (StackTraceElement at : watched.getStackTrace()) {
                      System.err.println("  " + at);
                    }
                    System.exit(1);
                  } catch (InterruptedException _) {
                    // It was over in time.
                  }
                }));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
