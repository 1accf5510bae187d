package dev.countersign.request;

import static dev.countersign.request.DeferralReason.BUDGET;
import static dev.countersign.request.DeferralReason.PLATFORM_UNREACHABLE;
import static dev.countersign.request.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Who waits for long is told why, and how long (CONTRACT §4). */
class DeferralTest {
  private static final Instant ETA = T0.plusSeconds(90);
  private static final Signal.Deferred NO_BUDGET = new Signal.Deferred(BUDGET, ETA);
  private static final Signal.Deferred UNREACHABLE =
      new Signal.Deferred(PLATFORM_UNREACHABLE, null);

  @Test
  void aRequestThatWaitsForLongTellsWhyAndHowLong() {
    Story story = Story.queued().afterSeconds(1).when(NO_BUDGET);

    assertThat(story.events())
        .singleElement()
        .returns(Event.Type.DEFERRED, Event::type)
        .returns(false, Event::terminal)
        .returns(0L, Event::sequence)
        .returns(T0.plusSeconds(1), Event::occurredAt)
        .returns(Via.TIMER, Event::via)
        .returns(null, Event::payloadUuid)
        .returns(new Event.Detail.Deferral(BUDGET, ETA), Event::detail);
  }

  @Test
  void aReasonIsToldOnce() {
    Story.queued()
        .when(NO_BUDGET)
        .when(new Signal.Deferred(BUDGET, ETA.plusSeconds(600)))
        .publishes()
        .when(UNREACHABLE)
        .publishes("DEFERRED PLATFORM_UNREACHABLE")
        .when(UNREACHABLE)
        .publishes();
  }

  @Test
  void aReasonIsToldOncePerRequestAndNotPerAttempt() {
    Story.queued()
        .when(NO_BUDGET)
        .when(Given.permit())
        .when(new Signal.CreateNotDone())
        .is("Queued")
        .when(NO_BUDGET)
        .publishes();
  }

  @Test
  void aReasonIsNotToldAgainAfterALostAnswer() {
    Story.queued()
        .when(NO_BUDGET)
        .when(Given.permit())
        .when(Given.lost())
        .afterSeconds(3)
        .when(new Signal.Absent())
        .when(new Signal.Absent())
        .is("Queued")
        .when(NO_BUDGET)
        .publishes();
  }

  @Test
  void aReasonIsNotToldAgainAfterAWebhookOfWhichAReadShowsNothing() {
    Story.creating()
        .when(Given.lost())
        .afterSeconds(3)
        .when(new Signal.Absent())
        .when(new Signal.Absent())
        .when(NO_BUDGET)
        .publishes("DEFERRED BUDGET")
        .when(Given.webhook(true))
        .is("Creating")
        .afterSeconds(3)
        .when(new Signal.Absent())
        .when(new Signal.Absent())
        .is("Queued")
        .when(NO_BUDGET)
        .publishes();
  }

  @Test
  void aReasonIsNotToldAgainOnceTheBearerIsVerified() {
    Story.begin()
        .when(Given.create(Given.asking(Given.BEARER)))
        .when(NO_BUDGET)
        .publishes("DEFERRED BUDGET")
        .when(Given.accepted(Given.BEARER, null))
        .when(NO_BUDGET)
        .publishes();
  }

  @Test
  void whatFollowsCountsOn() {
    Story story =
        Story.queued().when(NO_BUDGET).when(UNREACHABLE).when(Given.permit()).when(Given.created());

    story.told("DEFERRED BUDGET", "DEFERRED PLATFORM_UNREACHABLE", "CREATED");
    assertThat(story.events()).extracting(Event::sequence).containsExactly(0L, 1L, 2L);
  }

  @Test
  void aDeferredRequestCanStillBeCancelled() {
    Story.queued()
        .when(NO_BUDGET)
        .when(Given.cancel())
        .told("DEFERRED BUDGET", "CANCELLED BEFORE_CREATION");
  }

  @Test
  void aRequestThatIsJudgedAnewWaitsAnew() {
    Story.begin()
        .when(Given.create(Given.ask(Ask.Delivery.PUSH_ONLY, null)))
        .when(NO_BUDGET)
        .when(Given.permit())
        .publishes("FAILED NO_PUSH_TARGET")
        .when(new Signal.CreateReceived(Given.SUBJECT, Given.ASK, null, true))
        .when(NO_BUDGET)
        .publishes("DEFERRED BUDGET");
  }
}
