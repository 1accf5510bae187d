package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InboxLagTest {
  private final Deque<CompletableFuture<Long>> begun = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final InboxLag lag = new InboxLag(this::begin, 100, () -> now);

  private CompletableFuture<Long> begin() {
    begun.add(new CompletableFuture<>());
    return begun.getLast();
  }

  private void measure(long records) {
    now = now.plusSeconds(2);
    lag.turn();
    begun.getLast().complete(records);
    lag.turn();
  }

  private void failToMeasure() {
    now = now.plusSeconds(2);
    lag.turn();
    begun.getLast().completeExceptionally(new IllegalStateException("no coordinator"));
    lag.turn();
  }

  @Test
  void beforeAnythingIsKnownTheIntakeGoesOn() {
    lag.turn();

    assertThat(lag.isOver()).isFalse();
    assertThat(lag.over()).isNull();
  }

  @Test
  void itStopsWhenTheOwnersAreTooFarBehind() {
    measure(100);
    assertThat(lag.isOver()).isFalse();

    measure(101);
    assertThat(lag.isOver()).isTrue();
    assertThat(lag.lag()).isEqualTo(101);
    assertThat(lag.over()).contains("101 records", "countersign.max-inbox-lag is 100");
  }

  @Test
  void itGoesOnWhenTheyHaveMadeUpHalf() {
    measure(101);

    measure(50);
    assertThat(lag.isOver()).isTrue();

    measure(49);
    assertThat(lag.isOver()).isFalse();
  }

  @Test
  void oneMeasurementIsUnderWayAtATime() {
    lag.turn();
    now = now.plusSeconds(60);
    lag.turn();

    assertThat(begun).hasSize(1);
  }

  @Test
  void itIsMeasuredEveryTwoSeconds() {
    measure(1);
    now = now.plusMillis(1_999);
    lag.turn();
    assertThat(begun).hasSize(1);

    now = now.plusMillis(1);
    lag.turn();
    assertThat(begun).hasSize(2);
  }

  @Test
  void aClockThatIsSetBackDoesNotEndTheMeasuring() {
    measure(1);

    now = now.minus(Duration.ofDays(1));
    lag.turn();

    assertThat(begun).hasSize(2);
  }

  @Test
  void aFailedMeasurementStopsNothing() {
    measure(1);

    failToMeasure();

    assertThat(lag.isOver()).isFalse();
    assertThat(lag.lag()).isEqualTo(1);
  }

  @Test
  void aFailedMeasurementLetsNothingGoOn() {
    measure(101);

    failToMeasure();

    assertThat(lag.isOver()).isTrue();
  }

  @Test
  void afterAFailedMeasurementItIsMeasuredAgain() {
    measure(101);
    failToMeasure();

    measure(0);

    assertThat(lag.isOver()).isFalse();
  }
}
