package dev.countersign.platform.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §11: how many calls the platform takes in a minute")
class LimitTest {
  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
  private static final int LEAST = 10;

  private final Limit limit = new Limit(LEAST);

  @Test
  void atFirstNothingIsKnown() {
    assertThat(limit.value()).isNull();
    assertThat(limit.left(5, T0)).isEmpty();
  }

  // --- told

  @Test
  void whatThePlatformTellsIsTheLimit() {
    limit.told(30, 28, 2, T0);

    assertThat(limit.value()).isEqualTo(30);
    assertThat(limit.left(2, T0)).hasValue(28);
  }

  @Test
  void theLastThatWasToldCounts() {
    limit.told(30, 30, 0, T0);
    limit.told(10, 10, 0, T0);
    assertThat(limit.value()).isEqualTo(10);

    limit.told(60, 60, 0, T0);

    assertThat(limit.value()).isEqualTo(60);
  }

  @Test
  void whatOthersCallIsNotLeftForAMinute() {
    limit.told(30, 20, 2, T0);

    assertThat(limit.left(2, T0.plusSeconds(59))).hasValue(20);
    assertThat(limit.nextChange(T0)).isEqualTo(T0.plusSeconds(60));
    assertThat(limit.left(2, T0.plusSeconds(60))).hasValue(28);
  }

  @Test
  void whatIsUnderWayAndNotCountedYetIsNoBodyElses() {
    limit.told(30, 29, 6, T0);

    assertThat(limit.left(6, T0)).hasValue(24);
  }

  @Test
  void lessThanNothingIsNeverLeft() {
    limit.told(3, 3, 0, T0);

    assertThat(limit.left(5, T0)).hasValue(0);
  }

  @Test
  void ofALimitOfNoneOneIsTried() {
    limit.told(0, 0, 0, T0);

    assertThat(limit.left(0, T0)).hasValue(1);
  }

  @Test
  void whatWasToldIsNotForgotten() {
    limit.told(12, 12, 0, T0);

    assertThat(valueAt(3_600)).isEqualTo(12);
  }

  // --- learned

  @Test
  void aRefusalThatTellsNothingTeachesWhatWasTakenBefore() {
    limit.refused(25, T0);

    assertThat(limit.value()).isEqualTo(25);
    assertThat(limit.isTold()).isFalse();
  }

  @Test
  void aRefusalOfFewerThanIsSurelyAllowedIsNotBelieved() {
    limit.refused(2, T0);

    assertThat(limit.value()).isEqualTo(LEAST);
  }

  @Test
  void moreThanWasLearnedIsLearnedWhenItIsTaken() {
    limit.refused(20, T0);

    limit.took(23);

    assertThat(limit.value()).isEqualTo(23);
  }

  @Test
  void whatWasTakenDoesNotChangeWhatIsTold() {
    limit.told(30, 30, 0, T0);

    limit.took(40);

    assertThat(limit.value()).isEqualTo(30);
  }

  @Test
  void whatWasLearnedIsDoubledEachMinuteUpToTheBestThatWasEverTaken() {
    limit.took(60);
    limit.refused(20, T0);

    assertThat(valueAt(59)).isEqualTo(20);
    assertThat(limit.nextChange(T0.plusSeconds(59))).isEqualTo(T0.plusSeconds(60));
    assertThat(valueAt(60)).isEqualTo(40);
    assertThat(valueAt(119)).isEqualTo(40);
    assertThat(valueAt(120)).isEqualTo(60);
    assertThat(valueAt(180)).isEqualTo(60);
  }

  @Test
  void whatWasLearnedIsForgottenAfterTenMinutes() {
    limit.refused(20, T0);

    assertThat(valueAt(599)).isEqualTo(20);
    assertThat(limit.nextChange(T0.plusSeconds(599))).isEqualTo(T0.plusSeconds(600));
    assertThat(valueAt(600)).isNull();
    assertThat(limit.left(20, T0.plusSeconds(600))).isEqualTo(OptionalInt.empty());
  }

  @Test
  void whatIsFoundOutAgainSoonIsBelievedForLonger() {
    limit.refused(20, T0);
    valueAt(600);

    limit.refused(20, T0.plusSeconds(660));

    assertThat(valueAt(660 + 1_199)).isEqualTo(20);
    assertThat(valueAt(660 + 1_200)).isNull();
  }

  @Test
  void itIsNeverBelievedForLongerThanFortyMinutes() {
    int second = 0;
    for (int minutes : List.of(10, 20, 40, 40)) {
      limit.refused(20, T0.plusSeconds(second));
      assertThat(valueAt(second + 60 * minutes - 1)).isEqualTo(20);
      assertThat(valueAt(second + 60 * minutes)).isNull();
      second += 60 * minutes + 60;
    }
  }

  @Test
  void whatIsFoundOutMuchLaterIsNewsAgain() {
    limit.refused(20, T0);
    valueAt(600);

    limit.refused(15, T0.plusSeconds(1_300));

    assertThat(valueAt(1_300 + 600)).isNull();
  }

  private @Nullable Integer valueAt(int second) {
    limit.advance(T0.plusSeconds(second));
    return limit.value();
  }
}
