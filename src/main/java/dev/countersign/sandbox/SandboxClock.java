package dev.countersign.sandbox;

import java.time.Duration;
import java.time.Instant;

/** The sandbox's time, for tests in the same JVM. What a move jumps over happens at once. */
public final class SandboxClock {
  private final World world;

  SandboxClock(World world) {
    this.world = world;
  }

  public Instant now() {
    return world.loop.call(world::now);
  }

  public void advance(Duration by) {
    world.loop.run(() -> world.timeline.advance(by));
  }

  public void set(Instant moment) {
    world.loop.run(() -> world.timeline.moveTo(moment));
  }

  /** Sandbox seconds in a real second. */
  public void speed(double speed) {
    if (speed <= 0) {
      throw new IllegalArgumentException("speed: " + speed + " is not above 0");
    }
    world.loop.run(() -> world.timeline.runAt(speed));
  }
}
