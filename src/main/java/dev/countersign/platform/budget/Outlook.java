package dev.countersign.platform.budget;

import java.time.Instant;
import java.util.List;

/**
 * When creates will have their turn, if nothing changes.
 *
 * @param slots the next turns in order, as many as there are in a minute; they come again each
 *     minute
 * @param elsewhere creates that wait at other workers
 */
public record Outlook(List<Instant> slots, Backlog elsewhere) {
  public Outlook {
    slots = List.copyOf(slots);
  }

  /** The turn of a create before which {@code ahead} others of the fleet go. */
  public Instant turn(int ahead) {
    return slots.get(ahead % slots.size()).plus(Window.LENGTH.multipliedBy(ahead / slots.size()));
  }
}
