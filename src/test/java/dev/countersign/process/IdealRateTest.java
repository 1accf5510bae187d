package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdealRateTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  private static final IdealRate THIRTY = rate(30);

  @Test
  void theFirstMinuteIsLetThroughAtOnce() {
    assertThat(THIRTY.count(START, START)).isEqualTo(30);
    assertThat(THIRTY.time(START, 30)).isZero();
  }

  @Test
  void theNextAreLetThroughExactlyAMinuteLater() {
    assertThat(THIRTY.count(START, at(60).minusNanos(1))).isEqualTo(30);
    assertThat(THIRTY.count(START, at(60))).isEqualTo(60);
    assertThat(THIRTY.time(START, 31)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void sixHundredAtThirtyAMinuteTakeNineteenMinutes() {
    assertThat(THIRTY.time(START, 600)).isEqualTo(Duration.ofMinutes(19));
    assertThat(THIRTY.count(START, START.plus(Duration.ofMinutes(19)))).isEqualTo(600);
  }

  @Test
  void aRaisedLimitCountsAtOnce() {
    IdealRate raised = rate(10, at(20), 25);

    assertThat(raised.count(START, at(19))).isEqualTo(10);
    assertThat(raised.count(START, at(20))).isEqualTo(25);
    // 10 of the beginning leave after a minute, and 15 of the raise 20 seconds later.
    assertThat(raised.count(START, at(60))).isEqualTo(35);
    assertThat(raised.count(START, at(80))).isEqualTo(50);
  }

  @Test
  void aLoweredLimitLetsNobodyInUntilEnoughHaveLeft() {
    IdealRate lowered = rate(30, at(10), 10);

    assertThat(lowered.count(START, at(59))).isEqualTo(30);
    assertThat(lowered.count(START, at(60))).isEqualTo(40);
    assertThat(lowered.count(START, at(120))).isEqualTo(50);
  }

  @Test
  void aLimitLoweredBetweenTwoBatchesKeepsThoseOfTheLastMinuteInMind() {
    // 10 at the start, 20 more when raised, then 25 is the limit when the first ten leave.
    IdealRate changing = new IdealRate(List.of(change(0, 10), change(30, 30), change(50, 25)));

    assertThat(changing.count(START, at(30))).isEqualTo(30);
    assertThat(changing.count(START, at(60))).isEqualTo(35);
  }

  @Test
  void theOrderInWhichTheChangesAreGivenDoesNotMatter() {
    IdealRate lowered = new IdealRate(List.of(change(10, 10), change(0, 30)));

    assertThat(lowered.count(START, at(60))).isEqualTo(40);
  }

  @Test
  void withoutALimitAboveNothingNobodyGetsThrough() {
    IdealRate shut = rate(0);

    assertThat(shut.count(START, at(600))).isZero();
    assertThatThrownBy(() -> shut.time(START, 1)).hasMessageContaining("never get through");
  }

  private static IdealRate rate(int limit) {
    return new IdealRate(List.of(change(-5, limit)));
  }

  private static IdealRate rate(int limit, Instant from, int next) {
    return new IdealRate(List.of(change(-5, limit), new IdealRate.Change(from, next)));
  }

  private static IdealRate.Change change(int seconds, int limit) {
    return new IdealRate.Change(at(seconds), limit);
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }
}
