package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Lifecycle;
import dev.countersign.request.Networks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/**
 * A restore is over sooner if nobody is served meanwhile, and it lets the group wait for nobody.
 */
class DecodingFirstTest {
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
      now = now.plusMillis(20);
    }
  }

  @Test
  void nothingIsWorkedOnUntilTheNeighboursStatesAreDecoded() {
    topics.neighbour(12_000);
    topics.command("order-42", now);
    OwnerLoop loop = open();

    turns(loop, 2);
    assertThat(loop.memory()).containsOnlyKeys(0);
    assertThat(topics.attempts()).isZero();

    turns(loop, 1);
    assertThat(loop.memory()).containsOnlyKeys(0, 1);
    assertThat(topics.attempts()).isPositive();
  }
}
