package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Lifecycle;
import dev.countersign.request.Networks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Partitions that come together are taken up together, and nobody else waits for that. */
class RestoredTogetherTest {
  /** They are decoded in three turns. */
  private static final int THREE_SLICES = 12_000;

  private static final int TURN_MILLIS = 20;

  private final OnePartition topics = new OnePartition();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  private OwnerLoop open() {
    Mailbox letters = new Mailbox();
    return topics.loop(
        new Lifecycle(OnePartition.settings(Networks.NONE)),
        new Generous(letters, (_, _) -> {}),
        letters::tokensCaughtUp,
        () -> now,
        new SimpleMeterRegistry());
  }

  private void turns(OwnerLoop loop, int count) {
    for (int turn = 0; turn < count; turn++) {
      loop.turn(Duration.ZERO);
      now = now.plusMillis(TURN_MILLIS);
    }
  }

  /** Partition 0 is complete, two thirds of its neighbour's states are decoded. */
  private OwnerLoop underWay() {
    topics.neighbour(THREE_SLICES);
    OwnerLoop loop = open();
    turns(loop, 2);
    return loop;
  }

  private OwnerLoop besideOneThatIsStuck() {
    topics.neighbour(1);
    topics.neighbourIsStuck();
    return open();
  }

  @Test
  void whatIsCompleteWaitsUntilTheNeighboursStatesAreDecoded() {
    OwnerLoop loop = underWay();

    assertThat(loop.memory()).isEmpty();
    assertThat(loop.awaited())
        .containsExactlyInAnyOrder(
            "partition 0: complete, and waits for the others",
            "partition 1: the state is being decoded");

    turns(loop, 1);
    assertThat(loop.memory()).containsOnlyKeys(0, 1);
  }

  @Test
  void whatIsCompleteWaitsASecondForANeighbourThatIsStuck() {
    OwnerLoop loop = besideOneThatIsStuck();

    turns(loop, 1_000 / TURN_MILLIS);
    assertThat(loop.memory()).isEmpty();

    turns(loop, 1);
    assertThat(loop.memory()).containsOnlyKeys(0);
    assertThat(loop.awaited()).containsExactly("partition 1: the state is read to offset 1 of 2");
  }

  @Test
  void whatIsCompleteWaitsNoLongerWhenTheClockIsSetBack() {
    OwnerLoop loop = besideOneThatIsStuck();
    turns(loop, 1);

    now = now.minus(Duration.ofHours(1));
    turns(loop, 1);

    assertThat(loop.memory()).containsOnlyKeys(0);
  }

  @Test
  void whatIsCompleteAndRevokedIsForgotten() {
    OwnerLoop loop = underWay();

    loop.revoked(Set.of(0));

    assertThat(loop.awaited()).containsExactly("partition 1: the state is being decoded");
  }

  @Test
  void whatIsCompleteIsServedOnceTheNeighbourIsRevoked() {
    OwnerLoop loop = underWay();

    loop.revoked(Set.of(1));
    turns(loop, 1);

    assertThat(loop.memory()).containsOnlyKeys(0);
  }

  @Test
  void whoWasServedBeforeIsServedWhileAnotherPartitionIsRestored() {
    OwnerLoop loop = open();
    turns(loop, 1);
    topics.neighbour(THREE_SLICES);
    topics.command("order-42", now);

    turns(loop, 2);

    assertThat(loop.memory()).containsOnlyKeys(0);
    assertThat(loop.memory().get(0)).containsKey("order-42");
  }
}
