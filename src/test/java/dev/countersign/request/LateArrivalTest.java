package dev.countersign.request;

import static dev.countersign.request.Given.T0;
import static dev.countersign.request.Given.cancel;
import static dev.countersign.request.Given.found;

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

  private static Story triedThenWithoutToken() {
    return Story.begin()
        .when(Given.create(Given.ask(Ask.Delivery.PUSH_ONLY, null)))
        .when(new Signal.Permitted(Given.TOKEN))
        .when(Given.lost())
        .afterSeconds(3)
        .when(new Signal.Absent())
        .when(new Signal.Absent())
        .is("Queued")
        .when(new Signal.Permitted(null));
  }
}
