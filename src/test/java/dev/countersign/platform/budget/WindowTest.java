package dev.countersign.platform.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §11: which calls count in the present minute")
class WindowTest {
  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

  private final Window window = new Window();

  @Test
  void aCallCountsFromItsTakingOn() {
    window.take("a", 2, T0);

    assertThat(window.used()).isEqualTo(2);
    assertThat(window.underWaySince(Instant.EPOCH)).isEqualTo(2);
  }

  @Test
  void aCallCountsUntilAMinuteAfterItsAnswer() {
    window.take("a", 1, T0);
    window.answered("a", 1, T0.plusSeconds(20));

    assertThat(usedAt(79)).isEqualTo(1);
    assertThat(usedAt(80)).isZero();
  }

  @Test
  void aCallOfWhichNobodyKnowsCountsAsLongAsAnAnsweredOne() {
    window.take("a", 1, T0);
    window.unclear("a", 1, T0.plusSeconds(20));

    assertThat(window.confirmed()).isZero();
    assertThat(usedAt(79)).isEqualTo(1);
    assertThat(usedAt(80)).isZero();
  }

  @Test
  void aCallThatIsNeverAnsweredCountsForAMinuteAfterHalfAMinute() {
    window.take("a", 1, T0);

    assertThat(usedAt(29)).isEqualTo(1);
    assertThat(window.underWaySince(Instant.EPOCH)).isEqualTo(1);
    assertThat(usedAt(30)).isEqualTo(1);
    assertThat(window.underWaySince(Instant.EPOCH)).isZero();
    assertThat(usedAt(89)).isEqualTo(1);
    assertThat(usedAt(90)).isZero();
  }

  @Test
  void anAnswerAfterItWasGivenUpCountsFromTheAnswer() {
    window.take("a", 1, T0);
    usedAt(30);

    window.answered("a", 1, T0.plusSeconds(40));

    assertThat(usedAt(99)).isEqualTo(1);
    assertThat(usedAt(100)).isZero();
  }

  @Test
  void whatIsGivenBackDoesNotCount() {
    window.take("a", 3, T0);

    window.giveBack("a", 2);

    assertThat(window.used()).isEqualTo(1);
  }

  @Test
  void nobodyGivesBackWhatAnotherHasTaken() {
    window.take("a", 1, T0);
    window.take("b", 1, T0);

    window.giveBack("b", 5);

    assertThat(window.used()).isEqualTo(1);
    window.giveBack("c", 1);
    assertThat(window.used()).isEqualTo(1);
  }

  @Test
  void anAnsweredCallCannotBeGivenBackAnyMore() {
    window.take("a", 1, T0);
    window.answered("a", 1, T0);

    window.giveBack("a", 1);

    assertThat(window.used()).isEqualTo(1);
  }

  @Test
  void aCallThatWasNotTakenWasMadeAndCounts() {
    window.answered("a", 1, T0);

    assertThat(window.used()).isEqualTo(1);
    assertThat(window.confirmed()).isEqualTo(1);
  }

  @Test
  void confirmedIsWhatWasAnsweredSince() {
    window.answered("a", 1, T0);
    window.answered("a", 2, T0.plusSeconds(10));

    assertThat(window.confirmedSince(T0)).isEqualTo(3);
    assertThat(window.confirmedSince(T0.plusSeconds(1))).isEqualTo(2);
    assertThat(window.confirmedSince(T0.plusSeconds(11))).isZero();
  }

  @Test
  void theNextEndIsThatOfTheOldestAnswerOrOfWhatIsGivenUp() {
    assertThat(window.nextEnd()).isEqualTo(Instant.MAX);
    window.answered("a", 1, T0);
    assertThat(window.nextEnd()).isEqualTo(T0.plusSeconds(60));

    window.take("b", 1, T0.plusSeconds(5));

    assertThat(window.nextEnd()).isEqualTo(T0.plusSeconds(35));
  }

  @Test
  void eachCallThatCountsHasItsEnd() {
    window.answered("a", 1, T0);
    window.answered("a", 2, T0.plusSeconds(10));
    window.take("b", 1, T0.plusSeconds(20));

    Instant now = T0.plusSeconds(30);
    assertThat(window.ends(now))
        .containsExactly(
            T0.plusSeconds(60), T0.plusSeconds(70), T0.plusSeconds(70), now.plusSeconds(60));
  }

  private int usedAt(int second) {
    window.advance(T0.plusSeconds(second));
    return window.used();
  }
}
