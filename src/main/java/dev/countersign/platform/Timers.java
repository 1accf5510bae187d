package dev.countersign.platform;

import java.time.Duration;

/** Runs something later; the simulation has a virtual one. */
public interface Timers {

  Timer after(Duration delay, Runnable task);

  /** Something that is to run later. */
  interface Timer {
    void cancel();
  }
}
