package dev.countersign.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StrangersShareTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final StrangersShare share = new StrangersShare();

  private int granted(Instant now) {
    int granted = 0;
    while (share.take(now)) {
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
    share.told(new Allowance(1_000, 1_000), NOW);
    for (int call = 0; call < StrangersShare.AT_ONCE; call++) {
      assertThat(share.take(NOW)).isTrue();
    }

    assertThat(share.take(NOW)).isFalse();
    share.done();
    assertThat(share.take(NOW)).isTrue();
  }

  @Test
  void halfOfTheMinuteIsNeverTheirs() {
    share.told(new Allowance(100, 51), NOW);
    assertThat(share.take(NOW)).isTrue();
    assertThat(share.take(NOW)).as("one is under way already").isFalse();
    share.done();

    share.told(new Allowance(100, 50), NOW);
    assertThat(share.take(NOW)).isFalse();
  }

  @Test
  void aLargeAllowanceIsALargeShare() {
    share.told(new Allowance(2_000, 1_999), NOW);

    assertThat(granted(NOW)).isGreaterThan(1_000);
  }

  @Test
  void whatWasToldIsNotBelievedForLong() {
    share.told(new Allowance(100, 10), NOW);

    assertThat(share.take(NOW.plusSeconds(9))).isFalse();
    assertThat(share.take(NOW.plusSeconds(10))).isTrue();
  }
}
