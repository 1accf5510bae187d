package dev.countersign.simulation;

import java.time.Duration;

/** Troubles that come one after the other, at a rate that differs from history to history. */
final class Storm {
  private final Fleet fleet;
  private final Chance chance;
  private final int longestLull;

  Storm(Fleet fleet, Chance chance) {
    this.fleet = fleet;
    this.chance = chance;
    this.longestLull = chance.between(2, 90);
  }

  void begin() {
    fleet.agenda.after(chance.millis(0, longestLull * 1_000), this::strike);
  }

  private void strike() {
    if (fleet.weather.isCalm()) {
      return;
    }
    SimWorker victim = fleet.anyone();
    String application = chance.pick(Commands.APPLICATIONS);
    Duration length = chance.seconds(1, 90);
    switch (chance.between(0, 11)) {
      case 0, 1, 2 -> {
        if (victim != null) {
          fleet.crash(victim);
        }
      }
      case 3, 4 -> {
        if (victim != null) {
          fleet.freeze(victim, chance.millis(100, 30_000));
        }
      }
      case 5 -> {
        if (victim != null) {
          fleet.restart(victim);
        }
      }
      case 6 -> fleet.workers().forEach(SimWorker::disturbSockets);
      case 7 -> fleet.weather.outage(application, length);
      case 8 -> fleet.weather.refuseCredentials(application, length);
      case 9 -> fleet.weather.busy(application, length);
      case 10 -> fleet.world.revokeSomeToken();
      default -> {
        for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
          fleet.cluster.state(partition).compact();
        }
      }
    }
    begin();
  }
}
