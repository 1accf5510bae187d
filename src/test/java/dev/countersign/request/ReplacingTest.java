package dev.countersign.request;

import static dev.countersign.request.Succession.Status.FREE;
import static dev.countersign.request.Succession.Status.MAY_STILL_SIGN;
import static dev.countersign.request.Succession.Status.OPEN;
import static dev.countersign.request.Succession.Status.SIGNED;
import static dev.countersign.request.Succession.Status.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Signal.Replaced;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("CONTRACT §9: a request replaces another one")
class ReplacingTest {
  private static final Signal REPLACED = replacedBy("order-2");

  private static Signal replacedBy(String heir) {
    return new Signal.Replaced("order-1", heir, "default", null, 0);
  }

  private static Signal old(Succession.Status status) {
    return new Signal.PredecessorIs("old", status);
  }

  private static Story replacing() {
    return Story.begin().when(new Signal.CreateReceived(Given.SUBJECT, Given.ASK, "old", false));
  }

  @Nested
  @DisplayName("the one that replaces")
  class Heir {
    @Test
    void asksTheOldOneAndCreatesNothingYet() {
      replacing().is("Replacing").tells("old: replaced by order-1").starts().told();
    }

    @Test
    void waitsForItsTurnOnceTheOldOneCannotBeSigned() {
      replacing().when(old(FREE)).is("Queued").when(Given.permit()).starts("create");
    }

    @Test
    void goesOnWaitingWhileTheOldOneIsBeingCancelled() {
      replacing().when(old(OPEN)).is("Replacing").told();
    }

    @Test
    void isDeferredOnceWhileTheOldOneMayStillBeSigned() {
      replacing()
          .when(old(MAY_STILL_SIGN))
          .publishes("DEFERRED PREDECESSOR_MAY_STILL_SIGN")
          .when(old(MAY_STILL_SIGN))
          .publishes()
          .when(old(FREE))
          .is("Queued");
    }

    @Test
    void isDeferredWhenTheAnswerTakesLong() {
      Story story = replacing();
      assertThat(story.wakeAt()).isEqualTo(Given.T0.plus(Given.SETTINGS.deferredAfter()));
      story.timer().publishes("DEFERRED PREDECESSOR_MAY_STILL_SIGN");
    }

    @Test
    void failsIfTheOldOneIsSigned() {
      replacing().when(old(SIGNED)).publishes("FAILED PREDECESSOR_SIGNED").is("Ended");
    }

    @Test
    void asksTwiceMoreBeforeTheOldOneCountsAsUnknown() {
      replacing()
          .when(old(UNKNOWN))
          .publishes()
          .timer()
          .tells("old: replaced by order-1")
          .when(old(UNKNOWN))
          .publishes()
          .timer()
          .tells("old: replaced by order-1")
          .when(old(UNKNOWN))
          .publishes("FAILED PREDECESSOR_UNKNOWN");
    }

    @Test
    void createsIfTheOldOneComesLateAndIsCancelled() {
      replacing().when(old(UNKNOWN)).timer().when(old(FREE)).is("Queued");
    }

    @Test
    void inheritsWhatTheOldOneWaitedFor() {
      replacing()
          .when(new Signal.PredecessorWas("old", "older", true, 0))
          .tells("older: replaced by order-1")
          .when(old(FREE))
          .is("Replacing")
          .when(new Signal.PredecessorIs("older", FREE))
          .is("Queued");
    }

    @Test
    void waitsForNobodyInACircle() {
      replacing().when(new Signal.PredecessorWas("old", "order-1", true, 0)).is("Queued");
    }

    @Test
    void waitsForNobodyWhereAllThatEndedWaitedForEachOther() {
      replacing()
          .when(new Signal.PredecessorWas("old", "older", true, 0))
          .when(new Signal.PredecessorWas("older", "old", true, 1))
          .is("Replacing")
          .when(new Signal.PredecessorWas("old", "older", true, 2))
          .is("Queued");
    }

    @Test
    void takesNoCircleForEndedThatHasSomebodyInItWhoCanSign() {
      replacing()
          .when(new Signal.PredecessorWas("old", "heir", false, 0))
          .when(new Signal.PredecessorWas("heir", "old", true, 1))
          .when(new Signal.PredecessorWas("old", "heir", false, 2))
          .when(new Signal.PredecessorWas("heir", "old", true, 3))
          .is("Replacing");
    }

    @Test
    void followsNoAnswerToAnEarlierQuestion() {
      replacing()
          .when(new Signal.PredecessorWas("old", "heir", false, 0))
          .when(new Signal.PredecessorWas("heir", "old", true, 1))
          .tells("old: replaced by order-1")
          .when(new Signal.PredecessorWas("old", "heir", false, 0))
          .tells()
          .when(new Signal.PredecessorWas("heir", "old", true, 1))
          .tells()
          .is("Replacing");
    }

    @Test
    void saysTheSameWhenItAsksAgain() {
      Story story = replacing().when(new Signal.PredecessorWas("old", "heir", false, 0));
      Replaced first = asks(story);
      assertThat(first.via()).isEqualTo("old");
      assertThat(first.question()).isEqualTo(1);
      assertThat(asks(story.when(new Signal.Resumed()))).isEqualTo(first);
    }

    private static Replaced asks(Story story) {
      return (Replaced) story.messages().getFirst().signal();
    }

    @Test
    void canBeCancelledWhileItWaits() {
      replacing().when(Given.cancel()).publishes("CANCELLED BEFORE_CREATION").is("Ended");
    }

    @Test
    void isNotBegunAfterItsDeadline() {
      Ask late = Given.ask(Ask.Delivery.AUTO, Given.T0.plusSeconds(5));
      Story.begin()
          .when(new Signal.CreateReceived(Given.SUBJECT, late, "old", false))
          .timer()
          .publishes("FAILED DEADLINE_PASSED");
    }

    @Test
    void isNotCreatedForABearerThatIsNotVerified() {
      Ask bearer = Given.asking(Given.BEARER);
      Story.begin()
          .when(new Signal.CreateReceived(Given.SUBJECT, bearer, "old", false))
          .starts("verify")
          .tells()
          .when(Given.accepted(Given.BEARER, null))
          .tells("old: replaced by order-1")
          .when(old(FREE))
          .is("Queued")
          .starts();
    }

    @Test
    void leavesTheOldOneAloneIfItsBearerIsRefused() {
      Ask bearer = Given.asking(Given.BEARER);
      Story.begin()
          .when(new Signal.CreateReceived(Given.SUBJECT, bearer, "old", false))
          .when(Given.refused(Given.BEARER))
          .publishes("FAILED CREDENTIAL_INVALID")
          .tells();
    }

    @Test
    void asksAgainNowAndThenAndWhenItsOwnerIsReplaced() {
      replacing()
          .when(old(MAY_STILL_SIGN))
          .timer()
          .tells("old: replaced by order-1")
          .when(new Signal.Resumed())
          .tells("old: replaced by order-1");
    }

    @Test
    void isNotCreatedIfTheOldOneIsSignedAfterAll() {
      replacing()
          .when(old(FREE))
          .is("Queued")
          .when(old(MAY_STILL_SIGN))
          .is("Replacing")
          .when(old(FREE))
          .is("Queued")
          .when(old(SIGNED))
          .publishes("FAILED PREDECESSOR_SIGNED");
    }

    @ParameterizedTest
    @EnumSource(names = {"MAY_STILL_SIGN", "SIGNED"})
    void isNotTriedAgainIfTheOldOneIsSignedAfterAll(Succession.Status late) {
      replacing()
          .when(old(FREE))
          .when(Given.permit())
          .when(Given.lost())
          .afterSeconds(3)
          .when(new Signal.Absent())
          .when(new Signal.Absent())
          .is("Queued")
          .when(old(late))
          .starts("find")
          .afterSeconds(46)
          .when(new Signal.Absent())
          .when(new Signal.Absent())
          .publishes("CANCELLED BEFORE_CREATION");
    }

    @ParameterizedTest
    @EnumSource(names = {"MAY_STILL_SIGN", "SIGNED"})
    void isCancelledIfTheOldOneIsSignedAfterAllWhileItIsCreated(Succession.Status late) {
      replacing()
          .when(old(FREE))
          .when(Given.permit())
          .when(old(late))
          .publishes()
          .when(Given.created())
          .starts("watch", "cancel");
    }

    @Test
    void isCancelledIfTheOldOneIsSignedAfterAllWhileItIsOpen() {
      replacing()
          .when(old(FREE))
          .when(Given.permit())
          .when(Given.created())
          .when(old(MAY_STILL_SIGN))
          .starts()
          .when(old(SIGNED))
          .starts("cancel");
    }

    @Test
    void isCreatedThoughTheOldOneSaysAgainThatItIsFree() {
      replacing()
          .when(old(FREE))
          .when(Given.permit())
          .when(old(FREE))
          .when(Given.created())
          .starts("watch");
    }

    @Test
    void leavesWhatItWaitedForHoweverItEnds() {
      replacing().when(Given.cancel()).when(REPLACED).tells("order-2: order-1 waited for old");
      replacing().when(old(SIGNED)).when(REPLACED).tells("order-2: order-1 waited for old");
      Story.begin()
          .when(
              new Signal.CreateReceived(
                  Given.SUBJECT,
                  Given.ask(Ask.Delivery.AUTO, Given.T0.plusSeconds(5)),
                  "old",
                  false))
          .timer()
          .publishes("FAILED DEADLINE_PASSED")
          .when(REPLACED)
          .tells("order-2: order-1 waited for old");
    }

    @Test
    void handsDownThatTheOldOneIsSignedAfterAll() {
      replacing()
          .when(old(FREE))
          .when(REPLACED)
          .tells("order-2: order-1 is FREE")
          .when(old(MAY_STILL_SIGN))
          .tells("order-2: order-1 is MAY_STILL_SIGN")
          .when(old(SIGNED))
          .tells()
          .when(REPLACED)
          .tells("order-2: order-1 waited for old");
    }

    @Test
    void handsItDownAlsoToWhoComesLater() {
      replacing()
          .when(old(FREE))
          .when(Given.cancel())
          .when(old(SIGNED))
          .tells()
          .when(REPLACED)
          .tells("order-2: order-1 waited for old");
    }

    @Test
    void isReplacedItselfOnceItWasCreated() {
      replacing()
          .when(old(FREE))
          .when(Given.permit())
          .when(Given.created())
          .when(Given.read(Given.rejected()))
          .when(old(SIGNED))
          .when(REPLACED)
          .tells("order-2: order-1 is FREE");
    }

    @Test
    void leavesNothingIfNobodyKnewWhatItWaitedFor() {
      replacing()
          .when(old(UNKNOWN))
          .timer()
          .when(old(UNKNOWN))
          .timer()
          .when(old(UNKNOWN))
          .when(REPLACED)
          .tells("order-2: order-1 is FREE");
    }

    @Test
    void tellsWhoReplacesItWhatItWaitedFor() {
      replacing()
          .when(REPLACED)
          .publishes("CANCELLED BEFORE_CREATION")
          .tells("order-2: order-1 waited for old");
    }
  }

  @Nested
  @DisplayName("the one that is replaced")
  class Predecessor {
    @Test
    void isNotKnown() {
      Story.begin().when(REPLACED).tells("order-2: order-1 is UNKNOWN").is("Unknown");
    }

    @Test
    void isCancelledAlreadyBeforeItCame() {
      Story.begin().when(Given.cancel()).when(REPLACED).tells("order-2: order-1 is FREE");
    }

    @Test
    void isSomebodyElsesAndStays() {
      Story.open()
          .when(new Signal.Replaced("order-1", "order-2", "shop", null, 0))
          .tells("order-2: order-1 is UNKNOWN")
          .starts()
          .is("Open");
    }

    @Test
    void isCancelledWhileItWaits() {
      Story.queued()
          .when(REPLACED)
          .publishes("CANCELLED BEFORE_CREATION")
          .tells("order-2: order-1 is FREE");
    }

    @Test
    void isCancelledOnceItsCreateIsSettled() {
      Story.creating()
          .when(REPLACED)
          .tells()
          .when(Given.created())
          .starts("watch", "cancel")
          .tells()
          .when(Given.answered(CancelReason.OK))
          .tells("order-2: order-1 is FREE");
    }

    @Test
    void isCancelledAtThePlatform() {
      Story.open()
          .when(REPLACED)
          .starts("cancel")
          .tells()
          .when(Given.answered(CancelReason.OK))
          .publishes("CANCELLED OK")
          .tells("order-2: order-1 is FREE");
    }

    @Test
    void mayStillBeSignedWhenThePersonHasItOnScreen() {
      Story.opened()
          .when(REPLACED)
          .when(Given.answered(CancelReason.ALREADY_OPENED))
          .publishes("CANCEL_REFUSED ALREADY_OPENED")
          .tells("order-2: order-1 is MAY_STILL_SIGN")
          .when(Given.read(Given.rejected()))
          .tells("order-2: order-1 is FREE");
    }

    @Test
    void isSignedInstead() {
      Story.opened()
          .when(REPLACED)
          .when(Given.answered(CancelReason.ALREADY_OPENED))
          .when(Given.read(Given.signed()))
          .tells("order-2: order-1 is SIGNED");
    }

    @Test
    void mayStillBeSignedAfterExpiryUntilItIsAbandoned() {
      Story.opened()
          .when(REPLACED)
          .when(Given.answered(CancelReason.ALREADY_OPENED))
          .timer()
          .when(Given.read(Given.expired()))
          .publishes("EXPIRED but opened")
          .tells()
          .timer()
          .when(Given.read(Given.expired()))
          .publishes("ABANDONED")
          .tells("order-2: order-1 is FREE");
    }

    @Test
    void sendsAnotherHeirOnToTheFirst() {
      Story.opened()
          .when(REPLACED)
          .starts("cancel")
          .when(replacedBy("order-3"))
          .tells("order-3: order-1 waited for order-2")
          .starts()
          .when(Given.answered(CancelReason.ALREADY_OPENED))
          .tells("order-2: order-1 is MAY_STILL_SIGN")
          .when(Given.read(Given.rejected()))
          .tells("order-2: order-1 is FREE")
          .when(replacedBy("order-3"))
          .tells("order-3: order-1 waited for order-2");
    }

    @Test
    void tellsAnotherHeirItselfOnceItIsSignedAfterAll() {
      Story.cancelled()
          .when(REPLACED)
          .when(Given.hint(Signal.Hint.RESOLVED))
          .when(replacedBy("order-3"))
          .tells("order-3: order-1 is MAY_STILL_SIGN")
          .when(Given.read(Given.signed()))
          .when(replacedBy("order-3"))
          .tells("order-3: order-1 is SIGNED");
    }

    @Test
    void takesWhoTheFirstHeirHasGivenWayTo() {
      Story.opened()
          .when(REPLACED)
          .when(Given.answered(CancelReason.ALREADY_OPENED))
          .when(new Signal.Replaced("order-1", "order-3", "default", "order-2", 0))
          .tells("order-3: order-1 is MAY_STILL_SIGN")
          .starts()
          .when(Given.read(Given.signed()))
          .tells("order-3: order-1 is SIGNED");
    }

    @Test
    void isCancelledOnceHoweverOftenItIsAsked() {
      Story.opened()
          .when(REPLACED)
          .when(Given.answered(CancelReason.ALREADY_OPENED))
          .when(REPLACED)
          .starts()
          .tells("order-2: order-1 is MAY_STILL_SIGN");
    }

    @Test
    void isNotFreeWhileSomethingSaysThatItWasSignedAfterAll() {
      Story.cancelled()
          .when(Given.hint(Signal.Hint.RESOLVED))
          .when(REPLACED)
          .tells("order-2: order-1 is MAY_STILL_SIGN")
          .when(Given.read(Given.signed()))
          .tells("order-2: order-1 is SIGNED");
    }

    @Test
    void tellsAlsoOfASignatureThatComesLate() {
      Story.cancelled()
          .when(REPLACED)
          .tells("order-2: order-1 is FREE")
          .when(Given.hint(Signal.Hint.RESOLVED))
          .tells("order-2: order-1 is MAY_STILL_SIGN")
          .when(Given.read(Given.signed()))
          .tells("order-2: order-1 is SIGNED");
    }

    @Test
    void staysReplacedWhenItIsRedriven() {
      Signal.InvalidReceived invalid =
          new Signal.InvalidReceived(Given.SUBJECT, "txjson: missing", false);
      Story.begin()
          .when(invalid)
          .when(REPLACED)
          .tells("order-2: order-1 is FREE")
          .when(new Signal.CreateReceived(Given.subject("corrected"), Given.ASK, null, true))
          .is("Ended")
          .deadLetters(Rejection.Code.IDEMPOTENCY_MISMATCH);
    }

    @Test
    void maySignAsLongAsASignatureIsBeingReadFor() {
      Story.expired()
          .when(Given.hint(Signal.Hint.RESOLVED))
          .when(REPLACED)
          .tells("order-2: order-1 is MAY_STILL_SIGN")
          .when(Given.read(Given.signedWithoutResult()))
          .tells()
          .when(Given.read(Given.signed()))
          .tells("order-2: order-1 is SIGNED");
    }

    @Test
    void isOverOnceNoSignatureWasFound() {
      Story story =
          Story.expired()
              .when(Given.hint(Signal.Hint.RESOLVED))
              .when(REPLACED)
              .tells("order-2: order-1 is MAY_STILL_SIGN");
      for (int i = 1; i < Timing.RESOLUTION_READS; i++) {
        story.when(Given.read(Given.expired())).tells();
      }
      story.when(Given.read(Given.expired())).tells("order-2: order-1 is FREE");
    }

    @Test
    void isCancelledAndStillChasedForASignatureThatCameFirst() {
      Story.open()
          .when(REPLACED)
          .when(Given.hint(Signal.Hint.RESOLVED))
          .when(Given.answered(CancelReason.OK))
          .publishes("CANCELLED OK")
          .tells("order-2: order-1 is MAY_STILL_SIGN")
          .when(Given.read(Given.signed()))
          .tells("order-2: order-1 is SIGNED");
    }

    @Test
    void isOver() {
      Story.expired().when(REPLACED).tells("order-2: order-1 is FREE");
      Story.cancelled().when(REPLACED).tells("order-2: order-1 is FREE");
      Story.abandoned().when(REPLACED).tells("order-2: order-1 is FREE");
      Story.expired().lingersOut().when(REPLACED).tells("order-2: order-1 is FREE");
      Story.creating().when(Given.refused()).when(REPLACED).tells("order-2: order-1 is FREE");
    }

    @Test
    void isSignedAlready() {
      Story.opened()
          .when(Given.read(Given.signed()))
          .when(REPLACED)
          .tells("order-2: order-1 is SIGNED");
    }

    @Test
    void isForgotten() {
      Story.opened()
          .when(Given.read(Given.signed()))
          .after(Duration.ofDays(8))
          .when(new Signal.TimerFired())
          .when(REPLACED)
          .tells("order-2: order-1 is UNKNOWN");
    }
  }
}
