package dev.countersign.request;

import static dev.countersign.request.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Duplicates, bad input, age, deadlines and redrives (CONTRACT §3). */
class CommandsTest {
  private static final Instant DEADLINE = T0.plusSeconds(60);
  private static final Ask HURRIED = Given.ask(Ask.Delivery.AUTO, DEADLINE);
  private static final Signal INVALID =
      new Signal.InvalidReceived(Given.SUBJECT, "options.expire: not a number", false);

  @Test
  void aDuplicateChangesNothing() {
    Story.open().when(Given.create()).publishes().starts().deadLetters(null).is("Open");
  }

  @Test
  void otherContentUnderTheSameIdIsADeadLetterAndNoEvent() {
    Signal other = new Signal.CreateReceived(Given.subject("other"), Given.ASK, null, false);
    Story.open().when(other).publishes().deadLetters(Rejection.Code.IDEMPOTENCY_MISMATCH);
  }

  @Test
  void anInvalidCommandForAKnownIdIsADeadLetterAndNoEvent() {
    Story.open().when(INVALID).publishes().deadLetters(Rejection.Code.INVALID_COMMAND).is("Open");
  }

  @Test
  void anInvalidCommandForANewIdFailsAndNamesTheField() {
    Story story =
        Story.begin()
            .when(INVALID)
            .publishes("FAILED INVALID_COMMAND")
            .deadLetters(Rejection.Code.INVALID_COMMAND);
    assertThat(story.events().getFirst().detail())
        .isEqualTo(
            new Event.Detail.Failure(
                FailureCode.INVALID_COMMAND, "options.expire: not a number", null, null));
  }

  @Test
  void aCommandOlderThanTheMemoryAsksNobody() {
    Subject old = Given.subject("default", "ada", "f", T0.minus(Duration.ofDays(8)));
    Story.begin()
        .when(new Signal.CreateReceived(old, Given.ASK, null, false))
        .publishes("FAILED COMMAND_TOO_OLD")
        .starts()
        .is("Ended");
  }

  @Test
  void aDeadlineInThePastFailsAtOnce() {
    Story.begin().afterSeconds(60).when(Given.create(HURRIED)).publishes("FAILED DEADLINE_PASSED");
  }

  @Test
  void aDeadlineEndsTheWaiting() {
    Story story = Story.begin().when(Given.create(HURRIED));
    assertThat(story.wakeAt()).isEqualTo(DEADLINE);
    story.timer().publishes("FAILED DEADLINE_PASSED").is("Ended");
  }

  @Test
  void aPermitThatComesTooLateCreatesNothing() {
    Story.begin()
        .when(Given.create(HURRIED))
        .afterSeconds(60)
        .when(Given.permit())
        .publishes("FAILED DEADLINE_PASSED")
        .starts();
  }

  @Test
  void aDeadlineDoesNotTouchACreateThatHasBegun() {
    hurriedCreate().afterSeconds(61).when(Given.created()).publishes("CREATED").is("Open");
  }

  @Test
  void aDeadlineThatPassesInDoubtWaitsForTheRead() {
    hurriedCreate()
        .when(Given.lost())
        .afterSeconds(61)
        .when(new Signal.Absent())
        .publishes()
        .timer()
        .starts("find")
        .when(new Signal.Absent())
        .publishes("FAILED DEADLINE_PASSED");
  }

  @Test
  void aDeadlineThatPassesInDoubtDoesNotUndoWhatIsFound() {
    hurriedCreate()
        .when(Given.lost())
        .afterSeconds(61)
        .when(Given.found(true, T0))
        .publishes("CREATED adopted");
  }

  @Test
  void aDeadlineForbidsAnotherAttempt() {
    hurriedCreate()
        .afterSeconds(61)
        .when(new Signal.CreateNotDone())
        .publishes("FAILED DEADLINE_PASSED");
  }

  @Test
  void aDeadlineMeansNothingToAnOpenRequest() {
    hurriedCreate().when(Given.created()).afterSeconds(61).when(new Signal.TimerFired()).is("Open");
  }

  @Test
  void aRedrivenCommandIsJudgedAnewAndItsSequenceContinues() {
    Story story =
        Story.begin()
            .when(INVALID)
            .when(new Signal.CreateReceived(Given.SUBJECT, Given.ASK, null, true))
            .is("Queued")
            .when(Given.permit())
            .when(Given.created())
            .told("FAILED INVALID_COMMAND", "CREATED");
    assertThat(story.events().getLast().sequence()).isEqualTo(1);
  }

  @Test
  void aRedrivenCommandThatIsStillInvalidFailsAgain() {
    Signal again = new Signal.InvalidReceived(Given.SUBJECT, "options.expire: too big", true);
    Story.begin()
        .when(INVALID)
        .when(again)
        .publishes("FAILED INVALID_COMMAND")
        .deadLetters(Rejection.Code.INVALID_COMMAND);
  }

  @Test
  void aRedriveDoesNotRepeatWhatWasTried() {
    Story.creating()
        .when(Given.refused())
        .when(new Signal.CreateReceived(Given.SUBJECT, Given.ASK, null, true))
        .publishes()
        .starts()
        .is("Ended");
  }

  @Test
  void aForgottenIdIsFree() {
    Story.expired()
        .lingersOut()
        .timer()
        .when(
            new Signal.CreateReceived(
                Given.subject("default", "ada", "new", T0.plus(Duration.ofDays(8))),
                Given.ASK,
                null,
                false))
        .is("Queued");
  }

  private static Story hurriedCreate() {
    return Story.begin().when(Given.create(HURRIED)).when(Given.permit()).starts("create");
  }
}
