package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Lifecycle;
import dev.countersign.request.Networks;
import dev.countersign.request.Settings;
import dev.countersign.tracing.Tracing;
import dev.countersign.wire.Encodings;
import dev.countersign.wire.Format;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A restore is over sooner if nobody is served meanwhile, and it lets the group wait for nobody.
 */
class DecodingFirstTest {
  private final OnePartition topics = new OnePartition();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");

  private OwnerLoop open() {
    Mailbox letters = new Mailbox();
    Settings settings =
        new Settings(
            1440,
            Duration.ofHours(24),
            Duration.ofDays(7),
            Duration.ofMinutes(15),
            Duration.ofSeconds(10),
            Networks.NONE,
            Duration.ofHours(24));
    return new OwnerLoop(
        topics.open(),
        new Generous(letters, (_, _) -> {}),
        letters::tokensCaughtUp,
        letters,
        Codecs.of(Set.of("default"), Encodings.of(Format.JSON)),
        new LoopSettings(
            "fleet",
            OnePartition.TOPICS,
            2,
            100,
            Duration.ofSeconds(10),
            Long.MAX_VALUE,
            new Lifecycle(settings),
            Map::of),
        Map.of(),
        () -> now,
        new LoopMetrics(new SimpleMeterRegistry(), Tracing.off()));
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
