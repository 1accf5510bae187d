package dev.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StrangersShareTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final StrangersShare share = new StrangersShare();

  private int granted(Instant now) {
    int granted = 0;
    while (share.take(false, now)) {
      share.done();
      granted++;
      if (granted > 1_000) {
        return granted;
      }
    }
    return granted;
  }

  @Test
  void untoldItIsHalfOfTheLeastThatThePlatformAllows() {
    assertThat(granted(NOW)).isEqualTo(30);
    assertThat(granted(NOW.plusSeconds(59))).isZero();
    assertThat(granted(NOW.plusSeconds(60))).isEqualTo(30);
  }

  @Test
  void fewAreUnderWayAtOnce() {
    for (int call = 0; call < StrangersShare.AT_ONCE; call++) {
      assertThat(share.take(true, NOW)).isTrue();
    }

    assertThat(share.take(true, NOW)).isFalse();
    share.done();
    assertThat(share.take(true, NOW)).isTrue();
  }

  @Test
  void whereTheLimitIsKnownTheFleetsBudgetDecidesHowMany() {
    int granted = 0;
    while (granted < 1_000 && share.take(true, NOW)) {
      share.done();
      granted++;
    }

    assertThat(granted).isEqualTo(1_000);
  }
}
