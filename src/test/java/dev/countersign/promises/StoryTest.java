package dev.countersign.promises;

import static dev.countersign.SignRequestDeferredReason.BUDGET;
import static dev.countersign.SignRequestDeferredReason.PLATFORM_UNREACHABLE;

import dev.countersign.SignRequestCancelledReason;
import dev.countersign.SignRequestDeferred;
import dev.countersign.SignRequestDeferredReason;
import dev.countersign.SignRequestEvent;
import dev.countersign.SignRequestEventType;
import dev.countersign.SignRequestFailureCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What may follow what, by example: each narrowing has a story that is right and one that is not.
 */
class StoryTest extends Telling {

  @BeforeEach
  void isAsked() {
    command(CREATE);
  }

  @Test
  void aRedriveBeginsAnewAfterAFailureBeforeAnyCreate() {
    failed(SignRequestFailureCode.NO_PUSH_TARGET);
    redriven();
    created();
    end(SignRequestEventType.REJECTED);

    assertStory();
  }

  @Test
  void nothingFollowsAFailureWithoutARedrive() {
    failed(SignRequestFailureCode.NO_PUSH_TARGET);
    created();

    assertStory("r: CREATED may not follow [FAILED]");
  }

  @Test
  void aRedriveBeginsAnewOnce() {
    failed(SignRequestFailureCode.INVALID_COMMAND);
    redriven();
    failed(SignRequestFailureCode.INVALID_COMMAND);
    failed(SignRequestFailureCode.INVALID_COMMAND);

    assertStory("r: FAILED may not follow [FAILED, FAILED]");
  }

  @Test
  void aRedriveBeginsNothingAfterACreateWasTried() {
    failed(SignRequestFailureCode.IDENTIFIER_TAKEN);
    redriven();
    created();

    assertStory("r: CREATED may not follow [FAILED]");
  }

  @Test
  void aRedriveBeginsNothingAfterACancel() {
    cancelled(SignRequestCancelledReason.BEFORE_CREATION);
    redriven();
    created();

    assertStory("r: CREATED may not follow [CANCELLED]");
  }

  @Test
  void nothingIsLearnedOfAPayloadThatNeverWas() {
    failed(SignRequestFailureCode.INVALID_COMMAND);
    redriven();
    signed(true);

    assertStory("r: SIGNED may not follow [FAILED]");
  }

  @Test
  void aSignatureMayFollowAnEndThatALostCreateLeftInDoubt() {
    failed(SignRequestFailureCode.DEADLINE_PASSED);
    signed(true);

    assertBroken(Rule.STORY);
  }

  @Test
  void aSignatureMayFollowACancelOfALostCreate() {
    cancelled(SignRequestCancelledReason.BEFORE_CREATION);
    signed(true);

    assertBroken(Rule.STORY);
  }

  @Test
  void aSignatureOfALostCreateIsLate() {
    cancelled(SignRequestCancelledReason.BEFORE_CREATION);
    signed(false);

    assertStory("r: SIGNED may not follow [CANCELLED]");
  }

  @Test
  void aSignatureMayFollowTheLossOfAPayload() {
    created();
    failed(SignRequestFailureCode.PAYLOAD_UNKNOWN);
    signed(true);

    assertStory();
  }

  @Test
  void onlyItsLossFailsWhatWasCreated() {
    created();
    failed(SignRequestFailureCode.DEADLINE_PASSED);

    assertStory("r: FAILED may not follow [CREATED]");
  }

  @Test
  void whatWasNeverCreatedIsNotLost() {
    failed(SignRequestFailureCode.PAYLOAD_UNKNOWN);

    assertStory("r: FAILED may not follow []");
  }

  @Test
  void aSignatureAfterAnEndIsLate() {
    created();
    end(SignRequestEventType.EXPIRED);
    signed(false);

    assertStory("r: SIGNED may not follow [CREATED, EXPIRED]");
  }

  @Test
  void aSignatureInTimeIsNotLate() {
    created();
    signed(true);

    assertStory("r: SIGNED may not follow [CREATED]");
  }

  @Test
  void aSignatureAfterAnExpiryThatIsNoEndIsLate() {
    created();
    event(SignRequestEventType.OPENED);
    event(SignRequestEventType.EXPIRED);
    signed(true);

    assertStory();
  }

  @Test
  void aSignatureDoesNotFollowARejection() {
    created();
    end(SignRequestEventType.REJECTED);
    signed(true);

    assertStory("r: SIGNED may not follow [CREATED, REJECTED]");
  }

  @Test
  void aCancelledRequestIsToldToBeCancelledAgain() {
    created();
    cancelled(SignRequestCancelledReason.OK);
    cancelled(SignRequestCancelledReason.ALREADY_CANCELLED);
    signed(true);

    assertStory();
  }

  @Test
  void aRequestIsCancelledOnce() {
    created();
    cancelled(SignRequestCancelledReason.OK);
    cancelled(SignRequestCancelledReason.OK);

    assertStory("r: CANCELLED may not follow [CREATED, CANCELLED]");
  }

  @Test
  void whatIsSignedIsNotCancelled() {
    created();
    signed(false);
    cancelled(SignRequestCancelledReason.ALREADY_CANCELLED);

    assertStory("r: CANCELLED may not follow [CREATED, SIGNED]");
  }

  @Test
  void whatHasExpiredIsNotCancelled() {
    created();
    end(SignRequestEventType.EXPIRED);
    cancelled(SignRequestCancelledReason.OK);

    assertStory("r: CANCELLED may not follow [CREATED, EXPIRED]");
  }

  @Test
  void whatWasCreatedIsNotCancelledBeforeCreation() {
    created();
    cancelled(SignRequestCancelledReason.BEFORE_CREATION);

    assertStory("r: CANCELLED may not follow [CREATED]");
  }

  @Test
  void whatWaitsIsCancelledBeforeCreation() {
    cancelled(SignRequestCancelledReason.OK);

    assertStory("r: CANCELLED may not follow []");
  }

  @Test
  void aCancelIsRefusedForWhatHappened() {
    created();
    end(SignRequestEventType.REJECTED);
    refused(SignRequestCancelledReason.ALREADY_EXPIRED);

    assertStory("r: CANCEL_REFUSED may not follow [CREATED, REJECTED]");
  }

  @Test
  void aCancelIsRefusedForBeingOpenedOnceThatIsTold() {
    created();
    refused(SignRequestCancelledReason.ALREADY_OPENED);

    assertStory("r: CANCEL_REFUSED may not follow [CREATED]");
  }

  @Test
  void aCancelledRequestRefusesNoCancel() {
    created();
    cancelled(SignRequestCancelledReason.OK);
    refused(SignRequestCancelledReason.ALREADY_RESOLVED);

    assertStory("r: CANCEL_REFUSED may not follow [CREATED, CANCELLED]");
  }

  @Test
  void aCancelIsRefusedBeforeCreationOnlyWithTheFailure() {
    refused(SignRequestCancelledReason.ALREADY_RESOLVED);
    created();

    assertStory("r: CREATED may not follow [CANCEL_REFUSED]");
  }

  @Test
  void anOpenedRequestDoesNotEndByExpiry() {
    created();
    event(SignRequestEventType.OPENED);
    end(SignRequestEventType.EXPIRED);

    assertStory("r: EXPIRED may not follow [CREATED, OPENED]");
  }

  @Test
  void aRequestThatNobodyOpenedEndsByExpiry() {
    created();
    event(SignRequestEventType.EXPIRED);

    assertStory("r: EXPIRED may not follow [CREATED]");
  }

  @Test
  void onlyAnExpiredRequestIsAbandoned() {
    created();
    event(SignRequestEventType.OPENED);
    end(SignRequestEventType.ABANDONED);

    assertStory("r: ABANDONED may not follow [CREATED, OPENED]");
  }

  @Test
  void nothingIsOpenedAfterTheEnd() {
    created();
    end(SignRequestEventType.EXPIRED);
    event(SignRequestEventType.OPENED);

    assertStory("r: OPENED may not follow [CREATED, EXPIRED]");
  }

  @Test
  void aDecisionEnds() {
    created();
    event(SignRequestEventType.REJECTED);

    assertStory("r: REJECTED may not follow [CREATED]");
  }

  @Test
  void onlyWhatWaitsIsDeferred() {
    deferred(BUDGET);
    created();
    deferred(PLATFORM_UNREACHABLE);

    assertStory("r: DEFERRED may not follow [DEFERRED, CREATED]");
  }

  @Test
  void whatWaitsMayBeDeferredForSeveralReasons() {
    deferred(BUDGET);
    deferred(PLATFORM_UNREACHABLE);
    created();
    end(SignRequestEventType.REJECTED);

    assertStory();
  }

  @Test
  void whatWasDeferredMayFailOrBeCancelled() {
    deferred(BUDGET);
    failed(SignRequestFailureCode.DEADLINE_PASSED);
    redriven();
    deferred(PLATFORM_UNREACHABLE);
    cancelled(SignRequestCancelledReason.BEFORE_CREATION);

    assertStory();
  }

  @Test
  void aReasonToWaitIsToldOnce() {
    deferred(BUDGET);
    deferred(PLATFORM_UNREACHABLE);
    deferred(BUDGET);

    assertStory("r: DEFERRED may not follow [DEFERRED, DEFERRED]");
  }

  @Test
  void whatIsRedrivenWaitsAnew() {
    deferred(BUDGET);
    failed(SignRequestFailureCode.NO_PUSH_TARGET);
    redriven();
    deferred(BUDGET);

    assertStory();
  }

  @Test
  void nothingIsDeferredAfterItsEnd() {
    failed(SignRequestFailureCode.NO_PUSH_TARGET);
    deferred(BUDGET);

    assertStory("r: DEFERRED may not follow [FAILED]");
  }

  @Test
  void whatIsDeferredHasNoPayloadYet() {
    events.add(deferral(BUDGET).setPayloadUuid(UUID).build());

    assertStory("r: DEFERRED may not follow []");
  }

  @Test
  void aDeferralSaysWhy() {
    events.add(deferral(BUDGET).setDeferred(null).build());

    assertStory("r: DEFERRED may not follow []");
  }

  private void deferred(SignRequestDeferredReason reason) {
    events.add(deferral(reason).build());
  }

  private SignRequestEvent.Builder deferral(SignRequestDeferredReason reason) {
    return next(SignRequestEventType.DEFERRED)
        .setPayloadUuid(null)
        .setDeferred(SignRequestDeferred.newBuilder().setReason(reason).build());
  }

  private void redriven() {
    commands.add(command(CREATE, T0, true));
  }
}
