package dev.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How hard nodes are used. */
class PaceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void turnsAreAtEvenDistances() {
    Pace pace = new Pace(5);
    assertThat(pace.take(NOW)).isEqualTo(Duration.ZERO);
    assertThat(pace.take(NOW)).isEqualTo(Duration.ofMillis(200));
    assertThat(pace.take(NOW.plusMillis(100))).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void nothingIsSavedUpWhileNobodyAsks() {
    Pace pace = new Pace(5);
    pace.take(NOW);
    Instant later = NOW.plusSeconds(60);
    assertThat(pace.take(later)).isEqualTo(Duration.ZERO);
    assertThat(pace.take(later)).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void theQueueIsKnownBeforeATurnIsTaken() {
    Pace pace = new Pace(1);
    assertThat(pace.queue(NOW)).isEqualTo(Duration.ZERO);
    pace.take(NOW);
    pace.take(NOW);
    assertThat(pace.queue(NOW)).isEqualTo(Duration.ofSeconds(2));
    assertThat(pace.queue(NOW)).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void pausesDoubleUpToALimit() {
    SplittableRandom random = new SplittableRandom(1);
    for (int failures = 1; failures < 100; failures++) {
      long full = Math.min(60_000, 1000L << Math.min(failures - 1, 20));
      assertThat(Patience.USUAL.pause(failures, random).toMillis()).isBetween(full / 2, full);
    }
  }
}
