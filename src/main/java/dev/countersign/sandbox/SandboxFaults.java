package dev.countersign.sandbox;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The faults of a sandbox, for tests in the same JVM. */
public final class SandboxFaults {
  private final World world;

  SandboxFaults(World world) {
    this.world = world;
  }

  /**
   * @throws SandboxRefusal when there is no such application
   */
  public void add(Fault... faults) {
    world.loop.run(() -> Stream.of(faults).map(world::added).toList().forEach(Runnable::run));
  }

  public void clear() {
    world.loop.run(world.faults::clear);
  }

  /** Breaks the connections of all open status sockets now, without a close frame. */
  public void dropSockets() {
    dropSockets(null, null);
  }

  /**
   * Only those that watch payloads of this application and this payload; null is any.
   *
   * @throws SandboxRefusal when there is no such application, or the second is neither a uuid nor a
   *     link that contains one
   */
  public void dropSockets(@Nullable String applicationKey, @Nullable String uuidOrLink) {
    FaultJson.Drop drop = new FaultJson.Drop(applicationKey, uuidOrLink);
    world.loop.run(() -> world.dropped(drop).run());
  }

  /** Whether every rule with a number of times has used them all up. */
  public boolean exhausted() {
    return world.loop.call(
        () ->
            world.faults.all().stream()
                .allMatch(rule -> rule.remaining != null && rule.remaining == 0));
  }
}
