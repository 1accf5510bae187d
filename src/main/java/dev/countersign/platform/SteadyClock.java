package dev.countersign.platform;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Goes on evenly from the time at which it was made, whatever is done to the system's clock. */
public final class SteadyClock implements InstantSource {
  private final Instant begun = Instant.now();
  private final long origin = System.nanoTime();

  @Override
  public Instant instant() {
    return begun.plus(Duration.ofNanos(System.nanoTime() - origin));
  }
}
