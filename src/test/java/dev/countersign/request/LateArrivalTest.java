package dev.countersign.request;

import static dev.countersign.request.Given.T0;
import static dev.countersign.request.Given.cancel;
import static dev.countersign.request.Given.found;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A create whose answer was lost may arrive long after a read said absent (CONTRACT §6.1). */
class LateArrivalTest {

  @Test
  void aCancelledDoubtEndsOnlyWhenNothingCanArriveAnyMore() {
    Story.creating()
        .when(cancel())
        .when(Given.lost())
        .afterSeconds(10)
        .when(new Signal.Absent())
        .publishes()
        .afterSeconds(36)
        .when(new Signal.Absent())
        .publishes("CANCELLED BEFORE_CREATION");
  }

  @Test
  void aRequestThatWasTriedIsReadForBeforeItsCancelIsAnswered() {
    Story.creating()
        .when(Given.lost())
        .afterSeconds(3)
        .when(new Signal.Absent())
        .when(new Signal.Absent())
        .is("Queued")
        .when(cancel())
        .publishes()
        .starts("find");
  }

  @Test
  void aPayloadThatArrivesLateIsAdoptedAndThenCancelled() {
    Story.creating()
        .when(Given.lost())
        .afterSeconds(3)
        .when(new Signal.Absent())
        .when(new Signal.Absent())
        .when(cancel())
        .when(found(true, T0))
        .publishes("CREATED adopted")
        .starts("watch", "cancel");
  }

  @Test
  void aTriedPushOnlyRequestThatLostItsTokenFailsOnlyWhenNothingCanArriveAnyMore() {
    triedThenWithoutToken()
        .starts("find")
        .afterSeconds(10)
        .when(new Signal.Absent())
        .publishes()
        .afterSeconds(36)
        .when(new Signal.Absent())
        .publishes("FAILED NO_PUSH_TARGET");
  }

  @Test
  void aTriedPushOnlyRequestThatLostItsTokenAdoptsWhatItsAttemptHadMade() {
    triedThenWithoutToken().when(found(true, T0)).publishes("CREATED adopted");
  }

  @Test
  void aRefusalEndsAtOnceWhereNothingWasSentBefore() {
    Story.creating().when(Given.refused()).publishes("FAILED PLATFORM_REFUSED");
  }

  @Test
  void aRefusalAfterALostAttemptEndsOnlyWhenNothingCanArriveAnyMore() {
    triedAgain()
        .when(Given.refused())
        .publishes()
        .starts("find")
        .when(new Signal.Absent())
        .afterSeconds(44)
        .when(new Signal.Absent())
        .publishes()
        .afterSeconds(2)
        .when(new Signal.Absent())
        .publishes("FAILED PLATFORM_REFUSED");
  }

  @Test
  void theRefusalIsToldAsThePlatformGaveIt() {
    Story story = triedAgain().when(Given.refused()).when(new Signal.Absent());
    Event failed = story.timer().when(new Signal.Absent()).events().getLast();

    assertThat(failed.detail())
        .isEqualTo(
            new Event.Detail.Failure(
                FailureCode.PLATFORM_REFUSED, "TransactionType is not allowed", 602, "ref-1"));
  }

  @Test
  void theRefusalIsNotForgottenWithItsOwner() {
    triedAgain()
        .when(Given.refused())
        .when(new Signal.Resumed())
        .starts("find")
        .when(new Signal.Absent())
        .timer()
        .when(new Signal.Absent())
        .publishes("FAILED PLATFORM_REFUSED");
  }

  @Test
  void whatTheLostAttemptHadMadeIsAdoptedInSpiteOfARefusal() {
    triedAgain().when(Given.refused()).when(found(true, T0)).publishes("CREATED adopted");
  }

  @Test
  void aBearerThatIsNotAcceptedAfterALostAttemptWaitsToo() {
    Story story =
        triedAgain()
            .when(new Signal.CreateUnauthorized(813, "not accepted"))
            .publishes()
            .starts("find")
            .when(new Signal.Absent())
            .timer()
            .when(new Signal.Absent())
            .publishes("FAILED CREDENTIAL_INVALID");
    assertThat(story.events().getLast().detail())
        .isEqualTo(
            new Event.Detail.Failure(FailureCode.CREDENTIAL_INVALID, "not accepted", 813, null));
  }

  @Test
  void aCancelThatMeetsARefusalIsAnsweredWithIt() {
    triedAgain()
        .when(Given.refused())
        .when(cancel())
        .publishes()
        .when(new Signal.Absent())
        .timer()
        .when(new Signal.Absent())
        .publishes("CANCEL_REFUSED ALREADY_RESOLVED", "FAILED PLATFORM_REFUSED");
  }

  /** Its first attempt was lost, its second is under way. */
  private static Story triedAgain() {
    return Story.creating()
        .when(Given.lost())
        .afterSeconds(3)
        .when(new Signal.Absent())
        .when(new Signal.Absent())
        .is("Queued")
        .when(Given.permit())
        .starts("create");
  }

  private static Story triedThenWithoutToken() {
    return Story.begin()
        .when(Given.create(Given.ask(Ask.Delivery.PUSH_ONLY, null)))
        .when(new Signal.Permitted(Given.TOKEN, Map.of()))
        .when(Given.lost())
        .afterSeconds(3)
        .when(new Signal.Absent())
        .when(new Signal.Absent())
        .is("Queued")
        .when(new Signal.Permitted(null, Map.of()));
  }
}
