package dev.countersign.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

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
    Chance own = chance.fork();
    if (fleet.steps.take("strike")) {
      strike(own);
    }
    begin();
  }

  private void strike(Chance chance) {
    SimWorker victim = fleet.anyone();
    String application = chance.pick(Commands.APPLICATIONS);
    Duration length = chance.seconds(1, 90);
    switch (chance.between(0, 13)) {
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
      case 11 -> {
        if (victim != null) {
          fleet.ambush(victim, chance.millis(2_000, 11_000));
        }
      }
      case 12 -> fleet.cluster.produce(foreignToken(application, chance));
      default -> {
        for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
          fleet.cluster.state(partition).compact();
        }
      }
    }
  }

  /** Others may write the user-token topic too: imports, erasures, and what nobody can read. */
  private ProducerRecord<byte[], byte[]> foreignToken(String application, Chance chance) {
    String user = chance.pick(List.of("ada", "bob"));
    String token = new UUID(chance.generator().nextLong(), 0x8000_0000_0000_0001L).toString();
    String value =
        chance.pick(
            Arrays.asList(
                null,
                "{\"application\":",
                """
                {"application":"%s","user":"%s","user_token":"%s",\
                "account":"rPT1Sjq2YGrBMTttX4GZHjKu9dyfzbpAYe",\
                "issued_at":"2026-03-01T12:00:00Z","expires_at":"2036-03-01T12:00:00Z"}"""
                    .formatted(application, user, token)));
    return new ProducerRecord<>(
        fleet.cluster.topics.userTokens(),
        (application + '/' + user).getBytes(UTF_8),
        value == null ? null : value.getBytes(UTF_8));
  }
}
