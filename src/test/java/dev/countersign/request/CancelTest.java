package dev.countersign.request;

import static dev.countersign.request.Given.T0;
import static dev.countersign.request.Given.answered;
import static dev.countersign.request.Given.cancel;

import org.junit.jupiter.api.Test;

/** Every cancel is answered by CANCELLED or CANCEL_REFUSED (CONTRACT §6.2). */
class CancelTest {

  @Test
  void aCancelBeforeItsCreateCancelsIt() {
    Story.begin()
        .when(cancel())
        .is("CancelAhead")
        .when(Given.create())
        .publishes("CANCELLED BEFORE_CREATION")
        .is("Ended");
  }

  @Test
  void aCancelOfAnotherApplicationLeavesTheCreateAlone() {
    Story.begin()
        .when(new Signal.CancelReceived("shop", T0))
        .when(Given.create())
        .publishes()
        .is("Queued");
  }

  @Test
  void ofTwoCancelsAheadEitherMayBeMeant() {
    Story.begin()
        .when(new Signal.CancelReceived("shop", T0))
        .when(new Signal.CancelReceived("default", T0))
        .when(Given.create())
        .publishes("CANCELLED BEFORE_CREATION");
  }

  @Test
  void aCancelAheadOfAnInvalidCreateIsAnsweredToo() {
    Story.begin()
        .when(cancel())
        .when(new Signal.InvalidReceived(Given.SUBJECT, "txjson: missing", false))
        .publishes("CANCEL_REFUSED ALREADY_RESOLVED", "FAILED INVALID_COMMAND")
        .deadLetters(Rejection.Code.INVALID_COMMAND);
  }

  @Test
  void aCancelAheadIsForgottenWhenNoCreateComes() {
    Story.begin().when(cancel()).timer().publishes().is("Unknown");
  }

  @Test
  void aWaitingRequestIsCancelledWithoutAPayload() {
    Story.queued().when(cancel()).publishes("CANCELLED BEFORE_CREATION").starts().is("Ended");
  }

  @Test
  void aCancelWaitsForTheCreateUnderWay() {
    Story.creating()
        .when(cancel())
        .publishes()
        .starts()
        .when(Given.created())
        .publishes("CREATED")
        .starts("watch", "cancel")
        .when(answered(CancelReason.OK))
        .publishes("CANCELLED OK");
  }

  @Test
  void aCancelWaitsUntilADoubtIsSettled() {
    Story.creating()
        .when(Given.lost())
        .when(cancel())
        .publishes()
        .when(new Signal.Absent())
        .publishes()
        .timer()
        .when(new Signal.Absent())
        .publishes("CANCELLED BEFORE_CREATION")
        .is("Ended");
  }

  @Test
  void aCancelInDoubtReachesThePayloadThatIsFound() {
    Story.creating()
        .when(Given.lost())
        .when(cancel())
        .when(Given.found(true, T0))
        .publishes("CREATED adopted")
        .starts("watch", "cancel");
  }

  @Test
  void aCancelOfARefusedCreateIsAnsweredToo() {
    Story.creating()
        .when(cancel())
        .when(Given.refused())
        .publishes("CANCEL_REFUSED ALREADY_RESOLVED", "FAILED PLATFORM_REFUSED");
  }

  @Test
  void aCancelOfATakenIdentifierIsAnsweredToo() {
    Story.creating()
        .when(new Signal.CreateConflicted())
        .when(cancel())
        .when(Given.found(false, T0))
        .publishes("CANCEL_REFUSED ALREADY_RESOLVED", "FAILED IDENTIFIER_TAKEN");
  }

  @Test
  void aCreateThatDidNothingIsCancelledWithoutAPayload() {
    Story.creating()
        .when(cancel())
        .when(new Signal.CreateNotDone())
        .publishes("CANCELLED BEFORE_CREATION");
  }

  @Test
  void thePlatformDecidesAboutAnOpenPayload() {
    Story.open()
        .when(cancel())
        .starts("cancel")
        .publishes()
        .when(answered(CancelReason.OK))
        .publishes("CANCELLED OK")
        .is("Lingering");
  }

  @Test
  void anOpenedPayloadIsNotCancelled() {
    Story.open()
        .when(cancel())
        .when(answered(CancelReason.ALREADY_OPENED))
        .publishes("OPENED", "CANCEL_REFUSED ALREADY_OPENED")
        .is("Open");
  }

  @Test
  void aRefusalThatNamesTheResolutionIsFollowedByItsRead() {
    Story.open()
        .when(cancel())
        .when(answered(CancelReason.ALREADY_RESOLVED))
        .publishes("CANCEL_REFUSED ALREADY_RESOLVED")
        .starts("read")
        .when(Given.read(Given.pending()))
        .timer()
        .starts("read")
        .when(Given.read(Given.rejected()))
        .publishes("OPENED", "REJECTED");
  }

  @Test
  void aRefusalThatNamesTheExpiryIsFollowedByItsRead() {
    Story.open()
        .when(cancel())
        .when(answered(CancelReason.ALREADY_EXPIRED))
        .publishes("CANCEL_REFUSED ALREADY_EXPIRED")
        .starts("read")
        .when(Given.read(Given.expired()))
        .publishes("EXPIRED final");
  }

  @Test
  void aCancelThatFindsItsOwnWorkDoneIsACancel() {
    Story.open()
        .when(cancel())
        .when(new Signal.Resumed())
        .starts("watch", "cancel")
        .when(answered(CancelReason.ALREADY_CANCELLED))
        .publishes("CANCELLED ALREADY_CANCELLED");
  }

  @Test
  void somebodyElsesCancelIsSeenByARead() {
    Story.open()
        .when(Given.hint(Signal.Hint.GAP))
        .when(Given.read(Given.cancelled()))
        .publishes("CANCELLED ALREADY_CANCELLED");
  }

  @Test
  void aReadThatSeesTheCancelFirstAnswersItOnce() {
    Story.open()
        .when(cancel())
        .when(Given.read(Given.cancelled()))
        .publishes("CANCELLED OK")
        .when(answered(CancelReason.OK))
        .publishes();
  }

  @Test
  void aSecondCancelOfAnOpenPayloadSharesTheAnswer() {
    Story.open().when(cancel()).when(cancel()).starts().publishes();
  }

  @Test
  void aSignatureThatOvertakesTheCancelAnswersIt() {
    Story.opened()
        .when(cancel())
        .when(Given.read(Given.signed()))
        .publishes("CANCEL_REFUSED ALREADY_RESOLVED", "SIGNED")
        .when(answered(CancelReason.ALREADY_RESOLVED))
        .publishes();
  }

  @Test
  void aRejectionThatOvertakesTheCancelAnswersIt() {
    Story.opened()
        .when(cancel())
        .when(Given.read(Given.rejected()))
        .publishes("CANCEL_REFUSED ALREADY_RESOLVED", "REJECTED");
  }

  @Test
  void aSignatureAfterACancelThatWorkedIsLate() {
    Story.opened()
        .when(cancel())
        .when(Given.read(Given.signed().cancelledToo()))
        .publishes("CANCELLED OK", "SIGNED late");
  }

  @Test
  void aRejectionAfterACancelThatWorkedChangesNothing() {
    Story.opened()
        .when(cancel())
        .when(Given.read(Given.rejected().cancelledToo()))
        .publishes("CANCELLED OK");
  }

  @Test
  void aCancelAnsweredWhileTheSignatureIsChasedKeepsTheChase() {
    Story.opened()
        .when(cancel())
        .when(Given.hint(Signal.Hint.RESOLVED))
        .when(answered(CancelReason.OK))
        .publishes("CANCELLED OK")
        .when(Given.read(Given.pending()))
        .is("Lingering")
        .timer()
        .starts("read")
        .when(Given.read(Given.signed().cancelledToo()))
        .publishes("SIGNED late");
  }

  @Test
  void aCancelAnsweredWhileTheResultIsAwaitedDoesNotProlongTheWait() {
    Story story =
        Story.opened()
            .when(Given.read(Given.signedWithoutResult()))
            .when(cancel())
            .afterSeconds(9)
            .when(answered(CancelReason.ALREADY_RESOLVED))
            .publishes("CANCEL_REFUSED ALREADY_RESOLVED")
            .afterSeconds(1);
    story.when(Given.read(Given.signedWithoutResult())).publishes("SIGNED");
  }

  @Test
  void aCancelDuringWhichTheRequestExpiresIsAnsweredByThePlatform() {
    Story.open()
        .when(cancel())
        .when(Given.read(Given.expired()))
        .publishes("EXPIRED final")
        .when(answered(CancelReason.ALREADY_EXPIRED))
        .publishes("CANCEL_REFUSED ALREADY_EXPIRED")
        .is("Lingering");
  }

  @Test
  void aCancelThatIsNeverAnsweredIsAnsweredAtTheEnd() {
    Story.open()
        .when(cancel())
        .when(Given.read(Given.expired()))
        .timer()
        .when(Given.read(Given.expired()))
        .publishes("CANCEL_REFUSED ALREADY_EXPIRED")
        .is("Ended");
  }

  @Test
  void aCancelOfALostPayloadIsAnsweredToo() {
    Story story = Story.open().when(cancel()).when(new Signal.PayloadMissing());
    while (story.state() instanceof RequestState.Open) {
      story.timer().when(new Signal.PayloadMissing());
    }
    story.publishes("CANCEL_REFUSED ALREADY_RESOLVED", "FAILED PAYLOAD_UNKNOWN");
  }

  @Test
  void aCancelThatMetAnUnknownUuidIsStartedAgain() {
    Story.open()
        .when(cancel())
        .when(new Signal.PayloadMissing())
        .timer()
        .when(Given.read(Given.pending()))
        .starts("cancel");
  }

  @Test
  void aCancelAfterTheEndIsAnsweredByTheEnd() {
    Story.expired().when(cancel()).publishes("CANCEL_REFUSED ALREADY_EXPIRED");
    Story.cancelled().when(cancel()).publishes("CANCELLED ALREADY_CANCELLED");
    Story.abandoned().when(cancel()).publishes("CANCEL_REFUSED ALREADY_EXPIRED");
    Story.open()
        .when(Given.read(Given.signed()))
        .when(cancel())
        .publishes("CANCEL_REFUSED ALREADY_RESOLVED");
    Story.open()
        .when(Given.read(Given.rejected()))
        .when(cancel())
        .publishes("CANCEL_REFUSED ALREADY_RESOLVED");
    Story.creating()
        .when(Given.refused())
        .when(cancel())
        .publishes("CANCEL_REFUSED ALREADY_RESOLVED");
  }

  @Test
  void aCancelThatNamesAnotherApplicationIsADeadLetter() {
    Story.open()
        .when(new Signal.CancelReceived("shop", T0))
        .publishes()
        .starts()
        .deadLetters(Rejection.Code.INVALID_COMMAND);
  }
}
