package dev.countersign.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One network: a validated ledger every 3 to 5 s, and times when nobody reaches its nodes. */
final class SimLedger {
  private static final Duration BEFORE = Duration.ofMinutes(10);

  final String name;
  final long id;

  /** Whether the fleet is told how to reach its nodes. */
  final boolean read;

  private final Agenda agenda;
  private final Chance chance;
  private final long first;
  private final List<Instant> closed = new ArrayList<>();
  private final List<Outage> outages = new ArrayList<>();

  private record Outage(Instant from, Instant until) {}

  SimLedger(String name, long id, boolean read, long first, Agenda agenda, Chance chance) {
    this.name = name;
    this.id = id;
    this.read = read;
    this.first = first;
    this.agenda = agenda;
    this.chance = chance;
    closed.add(agenda.instant().minus(BEFORE));
  }

  /** Some are out of reach for minutes, some for hours, and that ends after the storm. */
  void plan(Duration storm) {
    while (chance.of(0.3)) {
      Instant from = agenda.instant().plus(chance.millis(0, (int) storm.toMillis() * 2));
      outages.add(new Outage(from, from.plusSeconds(chance.spread(30, 2 * 60 * 60))));
    }
  }

  boolean isReachable() {
    Instant now = agenda.instant();
    return outages.stream().noneMatch(one -> !now.isBefore(one.from) && now.isBefore(one.until));
  }

  /** From then on nothing is in the way any more. */
  Instant reachableFrom() {
    return outages.stream().map(Outage::until).max(Instant::compareTo).orElse(Instant.MIN);
  }

  /** The newest ledger that was validated at a moment. */
  long height(Instant at) {
    while (!closed.getLast().isAfter(at)) {
      closed.add(closed.getLast().plus(chance.seconds(3, 5)));
    }
    int found = Collections.binarySearch(closed, at);
    return first + (found < 0 ? Math.max(0, -found - 2) : found);
  }

  /** When a ledger is validated; what is long past is taken for the first. */
  Instant closedAt(long index) {
    while (closed.size() <= index - first) {
      closed.add(closed.getLast().plus(chance.seconds(3, 5)));
    }
    return closed.get((int) Math.max(0, index - first));
  }
}
