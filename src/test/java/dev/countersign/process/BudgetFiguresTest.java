package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.process.BudgetFigures.Use;
import dev.countersign.sandbox.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetFiguresTest {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  private static final String OURS = "ours";
  private static final List<IdealRate.Change> TWO =
      List.of(new IdealRate.Change(START.minusSeconds(9), 2));

  private final List<Call> log = new ArrayList<>();

  @Test
  void aFleetThatIsAlwaysAtTheDoorReachesTheIdeal() {
    create(0, 200);
    create(0, 200);
    create(60, 200);
    create(60, 200);

    BudgetFigures figures = figures();
    assertThat(figures.created()).isEqualTo(4);
    assertThat(figures.shareOfIdeal()).isEqualTo(1);
    assertThat(figures.took()).isEqualTo(figures.idealTime()).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void whoComesLateHasLetSomethingGo() {
    create(0, 200);
    create(70, 200);
    create(125, 200);

    BudgetFigures figures = figures();
    assertThat(figures.ideal()).isEqualTo(6);
    assertThat(figures.shareOfIdeal()).isEqualTo(0.5);
    assertThat(figures.took()).isEqualTo(Duration.ofSeconds(125));
    assertThat(figures.idealTime()).isEqualTo(Duration.ofSeconds(60));
    assertThat(figures.speed()).isEqualTo(60.0 / 125);
  }

  @Test
  void theTimeBeginsWithTheFirstAttemptEvenIfItIsRefused() {
    create(0, 429);
    create(60, 200);

    assertThat(figures().took()).isEqualTo(Duration.ofSeconds(60));
    assertThat(figures().ideal()).isEqualTo(4);
  }

  @Test
  void theTimeEndsWithTheLastCreateWhateverIsTriedAfterIt() {
    create(0, 200);
    create(30, 429);
    call(90, "read", 200, OURS);

    assertThat(figures().took()).isZero();
  }

  @Test
  void refusedCallsAreCountedAndTheirShareIsOfAllThatWereTried() {
    create(0, 200);
    create(1, 429);
    call(2, "read", 429, OURS);
    call(3, "read", 200, OURS);
    call(4, "read", 200, OURS);

    assertThat(figures().creates()).isEqualTo(new Use(2, 1, 1, 2));
    assertThat(figures().creates().refusedShare()).isEqualTo(0.5);
    assertThat(figures().calls()).isEqualTo(new Use(5, 2, 3, 5));
    assertThat(figures().calls().refusedShare()).isEqualTo(0.4);
  }

  @Test
  void aMinuteSlidesAndIsOverAfterExactlySixtySeconds() {
    create(0, 200);
    create(50, 200);
    create(60, 200);
    create(109, 200);
    create(110, 200);

    // 50, 60, 109 are within a minute; 50 and 110 are not.
    assertThat(figures().creates().mostAdmitted()).isEqualTo(3);
  }

  @Test
  void aCreateThatFailedOtherwiseWasAdmittedButMadeNothing() {
    create(0, 200);
    create(1, 500);

    assertThat(figures().created()).isEqualTo(1);
    assertThat(figures().creates().mostAdmitted()).isEqualTo(2);
  }

  @Test
  void aSocketIsNoCall() {
    create(0, 200);
    call(1, "socket", 101, OURS);

    assertThat(figures().calls()).isEqualTo(new Use(1, 0, 1, 1));
  }

  @Test
  void whatOthersDoIsTheirs() {
    create(0, 200);
    call(1, "create", 429, "theirs");

    assertThat(figures().creates()).isEqualTo(new Use(1, 0, 1, 1));
  }

  @Test
  void whereNothingWasCreatedThereIsNothingToCompare() {
    create(0, 429);

    assertThat(figures().created()).isZero();
    assertThat(figures().shareOfIdeal()).isZero();
    assertThat(figures().creates().refusedShare()).isEqualTo(1);
  }

  private BudgetFigures figures() {
    return BudgetFigures.of(log, OURS, TWO);
  }

  private void create(int seconds, int status) {
    call(seconds, "create", status, OURS);
  }

  private void call(int seconds, String endpoint, int status, String application) {
    Instant at = START.plusSeconds(seconds);
    log.add(new Call(at, application, endpoint, "POST", "/", status, null, null, null));
  }
}
