package dev.countersign.sandbox;

import java.util.List;

/** The faults of a sandbox, for tests in the same JVM. */
public final class SandboxFaults {
  private final World world;

  SandboxFaults(World world) {
    this.world = world;
  }

  public void add(Fault... faults) {
    world.loop.run(() -> List.of(faults).forEach(world.faults::add));
  }

  public void clear() {
    world.loop.run(world.faults::clear);
  }

  /** Breaks the connections of all open status sockets now, without a close frame. */
  public void dropSockets() {
    world.loop.run(world.sockets::dropAll);
  }

  /** Whether every rule with a number of times has used them all up. */
  public boolean exhausted() {
    return world.loop.call(
        () ->
            world.faults.all().stream()
                .allMatch(rule -> rule.remaining != null && rule.remaining == 0));
  }
}
