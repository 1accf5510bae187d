package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.testing.Fleet;
import dev.countersign.testing.FleetSetup;
import dev.countersign.testing.Readback;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FencingTest {
  private static FleetSetup fleet(String protocol) {
    FleetSetup setup = Fleet.setup().workers(0).set("kafka.group.protocol", protocol);
    if (protocol.equals("classic")) {
      setup.set("kafka.heartbeat.interval.ms", "200");
    }
    return setup;
  }

  /** Who does not poll is soon put out of the group. */
  private static Fleet impatient(String protocol) {
    return fleet(protocol).set("kafka.max.poll.interval.ms", "1500").start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "classic"})
  void whoWasPausedWhileOthersTookOverWritesNothing(String protocol) {
    try (Fleet fleet = impatient(protocol);
        Owner paused = new Owner(fleet, "a").owning(3);
        Owner next = new Owner(fleet, "b").owning(3)) {

      assertThatThrownBy(() -> paused.commit(0, "from-the-past"))
          .isInstanceOf(OwnerLog.Refused.class);

      next.commit(0, "of-the-owner");
      assertThat(eventsUpTo(fleet, "of-the-owner")).containsExactly("of-the-owner");
      next.restoreAgain(0);
      assertThat(next.restored(0).states).containsOnlyKeys("of-the-owner");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "classic"})
  void aRefusedOwnerCanWriteAgainOnceItHasPolledAndOwns(String protocol) {
    try (Fleet fleet = impatient(protocol);
        Owner paused = new Owner(fleet, "a").owning(3)) {
      try (Owner next = new Owner(fleet, "b").owning(3)) {
        assertThat(next.owned).hasSize(3);
        assertThatThrownBy(() -> paused.commit(0, "refused")).isInstanceOf(OwnerLog.Refused.class);
      }
      paused.revoked(List.of(0, 1, 2));
      paused.owning(3);

      paused.commit(0, "accepted");

      assertThat(eventsUpTo(fleet, "accepted")).containsExactly("accepted");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "classic"})
  void aKeptPartitionIsWrittenToAlsoAfterOthersHaveJoined(String protocol) {
    try (Fleet fleet = fleet(protocol).start();
        Owner first = new Owner(fleet, "a").owning(3);
        Owner second = new Owner(fleet, "b")) {
      Fleet.await("shared partitions")
          .until(
              () -> {
                first.turn();
                second.turn();
                return !second.owned.isEmpty() && first.owned.size() + second.owned.size() == 3;
              });
      int kept = first.owned.iterator().next();

      assertThatCode(
              () ->
                  Fleet.await("an accepted commit")
                      .ignoreException(OwnerLog.Refused.class)
                      .until(
                          () -> {
                            first.turn();
                            second.turn();
                            first.commit(kept, "kept");
                            return true;
                          }))
          .doesNotThrowAnyException();

      assertThat(eventsUpTo(fleet, "kept")).containsExactly("kept");
    }
  }

  private static List<String> eventsUpTo(Fleet fleet, String last) {
    return Fleet.until(
        "event " + last,
        () -> {
          List<String> keys =
              fleet.events().all().stream().map(r -> String.valueOf(Readback.key(r))).toList();
          return keys.contains(last) ? keys : null;
        });
  }
}
