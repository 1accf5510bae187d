package dev.countersign.platform.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A way for one worker to decide when it may create; it shares nothing with others but a log. */
interface Mechanism {

  /** Who makes mechanisms for a fleet. */
  interface Maker {
    Mechanism make(int worker, int fleet, Trial trial);
  }

  /**
   * Something has changed.
   *
   * @param waiting in order
   * @return how many creates to send now
   */
  int look(List<Claim> waiting, Instant now);

  /**
   * A create was answered.
   *
   * @param pause null: it was taken
   */
  void answered(@Nullable Told told, @Nullable Duration pause, Instant now);

  /** When to look again although nothing happens. */
  Instant next(Instant now);
}
