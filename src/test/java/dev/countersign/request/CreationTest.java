package dev.countersign.request;

import static dev.countersign.request.Given.T0;
import static dev.countersign.request.Given.UUID;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One command, one payload (CONTRACT §6.1). */
class CreationTest {

  @Test
  void aCreateWaitsForItsPermitAndIsPostedOnce() {
    Story.queued().publishes().starts().is("Queued").when(Given.permit()).starts("create");
  }

  @Test
  void theExpiryIsCountedFromTheAnswerBecauseTheAnswerDoesNotTellIt() {
    Story story = Story.creating().afterSeconds(2).when(Given.created());
    story.publishes("CREATED").starts("watch").is("Open");
    assertThat(story.events().getFirst().detail())
        .isEqualTo(
            new Event.Detail.Creation(false, false, false, T0.plusSeconds(2 + 3600), Given.LINKS));
  }

  @Test
  void aSecondAnswerToTheCreateChangesNothing() {
    Story.open().when(Given.created()).publishes().starts().is("Open");
  }

  @Test
  void aRefusalFailsWithThePlatformsCodeAndReference() {
    Story story = Story.creating().when(Given.refused()).publishes("FAILED PLATFORM_REFUSED");
    assertThat(story.events().getFirst().detail())
        .isEqualTo(
            new Event.Detail.Failure(
                FailureCode.PLATFORM_REFUSED, "TransactionType is not allowed", 602, "ref-1"));
  }

  @Test
  void aCreateThatDidNothingWaitsAndIsTriedAgain() {
    Story.creating()
        .when(new Signal.CreateNotDone())
        .publishes()
        .is("Queued")
        .when(Given.permit())
        .starts("create");
  }

  @Test
  void afterALostAnswerThePayloadIsFoundAndAdopted() {
    Story.creating()
        .when(Given.lost())
        .starts("find")
        .when(Given.found(true, T0))
        .publishes("CREATED adopted")
        .starts("watch")
        .is("Open");
  }

  @Test
  void afterALostAnswerItIsPostedAgainOnlyWhenAbsentTwice() {
    Story.creating()
        .when(Given.lost())
        .when(new Signal.Absent())
        .starts()
        .is("Creating")
        .timer()
        .starts("find")
        .when(new Signal.Absent())
        .publishes()
        .is("Queued")
        .when(Given.permit())
        .starts("create");
  }

  @Test
  void oneSlowReadIsNoProofOfAbsence() {
    Story.creating()
        .when(Given.lost())
        .afterSeconds(5)
        .when(new Signal.Absent())
        .is("Creating")
        .timer()
        .starts("find")
        .when(new Signal.Absent())
        .is("Queued");
  }

  @Test
  void aRestartedWorkerReadsBeforeItPosts() {
    Story.creating().when(new Signal.Resumed()).starts("find").is("Creating");
  }

  @Test
  void aRestartDoesNotForgetThatTheIdentifierIsTaken() {
    Story.creating()
        .when(new Signal.CreateConflicted())
        .when(new Signal.Resumed())
        .starts("find")
        .afterSeconds(3)
        .when(new Signal.Absent())
        .when(new Signal.Absent())
        .is("Creating");
  }

  @Test
  void whileInDoubtNoAnswerOfACreateDecides() {
    Story.creating()
        .when(Given.lost())
        .when(Given.refused())
        .publishes()
        .when(new Signal.CreateNotDone())
        .when(new Signal.CreateConflicted())
        .publishes()
        .starts()
        .is("Creating");
  }

  @Test
  void aTakenIdentifierOfOursIsAdopted() {
    Story.creating()
        .when(Given.lost())
        .when(new Signal.Absent())
        .timer()
        .when(new Signal.Absent())
        .when(Given.permit())
        .when(new Signal.CreateConflicted())
        .starts("find")
        .when(Given.found(true, T0))
        .publishes("CREATED adopted");
  }

  @Test
  void aTakenIdentifierWithOtherContentIsSomebodyElses() {
    Story.creating()
        .when(new Signal.CreateConflicted())
        .when(Given.found(false, T0))
        .publishes("FAILED IDENTIFIER_TAKEN")
        .is("Ended");
  }

  @Test
  void aPayloadOlderThanTheRequestIsNotAdopted() {
    Story.creating()
        .when(new Signal.CreateConflicted())
        .when(Given.found(true, T0.minusSeconds(5)))
        .publishes("FAILED IDENTIFIER_TAKEN");
  }

  @Test
  void aPayloadMadeWhileTheRequestWaitedIsNotOlder() {
    Story.queued()
        .after(Duration.ofMinutes(10))
        .when(Given.permit())
        .when(new Signal.CreateConflicted())
        .when(Given.found(true, T0.plusSeconds(300)))
        .publishes("CREATED adopted");
  }

  @Test
  void anAttemptOfOursIsAdoptedAlthoughThePlatformsClockIsBehind() {
    Story.creating()
        .when(Given.lost())
        .when(Given.found(true, T0.minusSeconds(30)))
        .publishes("CREATED adopted");
  }

  @Test
  void aCommandFromAClockAheadDoesNotDisownThePayload() {
    Subject ahead = Given.subject("default", "ada", "fingerprint", T0.plusSeconds(600));
    Story.begin()
        .when(new Signal.CreateReceived(ahead, Given.ASK, null, false))
        .when(Given.permit())
        .when(Given.lost())
        .when(Given.found(true, T0.plusSeconds(1)))
        .publishes("CREATED adopted");
  }

  @Test
  void aTakenIdentifierThatStaysInvisibleFailsAfterFiveMinutes() {
    Story story = Story.creating().when(new Signal.CreateConflicted());
    story.when(new Signal.Absent());
    while (story.state() instanceof RequestState.Creating) {
      story.timer().starts("find").when(new Signal.Absent());
    }
    story.publishes("FAILED IDENTIFIER_TAKEN");
    assertThat(Duration.between(T0, story.now()))
        .isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
  }

  @Test
  void aPayloadUnknownToThePlatformIsReadAgainForTenMinutesAndThenLost() {
    Story story = Story.open().when(new Signal.PayloadMissing());
    while (story.state() instanceof RequestState.Open) {
      story.timer().starts("read").when(new Signal.PayloadMissing());
    }
    story.publishes("FAILED PAYLOAD_UNKNOWN").starts("unwatch");
    assertThat(story.events().getLast().payloadUuid()).isEqualTo(UUID);
    assertThat(Duration.between(T0, story.now()))
        .isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
  }

  @Test
  void aPayloadThatIsReadableLateGoesOnAsIfNothingHadBeen() {
    Story.open()
        .when(new Signal.PayloadMissing())
        .timer()
        .when(Given.read(Given.pending()))
        .publishes()
        .is("Open");
  }
}
