package dev.countersign.request;

import static dev.countersign.request.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.RequestState.Ended;
import dev.countersign.request.RequestState.Lingering;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §6.5: what ended without a payload may turn out to have one")
class LooseEndTest {
  private static final Signal WEBHOOK = Given.webhook(true);
  private static final String OTHER = "3f2b9a70-0000-4000-8000-00000000000f";

  /** Reads have shown nothing of its create for as long as anything could arrive. */
  private static Story cancelledInDoubt() {
    return settled(Story.creating().when(Given.cancel()).when(Given.lost())).is("Ended");
  }

  private static Story settled(Story story) {
    while (story.state() instanceof RequestState.Creating) {
      story.when(new Signal.Absent());
      if (story.state() instanceof RequestState.Creating) {
        story.timer();
      }
    }
    return story;
  }

  private static Signal.Found found(Given.Looks looks) {
    return new Signal.Found(looks.view(), Given.LINKS, true);
  }

  @Test
  void aWebhookMakesItReadByItsIdentifier() {
    cancelledInDoubt().when(WEBHOOK).publishes().starts("find").is("Ended");
  }

  @Test
  void theUuidThatAWebhookNamesDecidesNothing() {
    cancelledInDoubt()
        .when(new Signal.WebhookReceived(OTHER, true, null))
        .starts("find")
        .when(found(Given.signed()))
        .publishes("SIGNED late");
  }

  @Test
  void aSignatureThatIsFoundIsPublishedLate() {
    Story story = cancelledInDoubt().when(WEBHOOK).when(found(Given.signed()));

    story.told("CANCELLED BEFORE_CREATION", "SIGNED late").starts("unwatch");
    Event signed = story.events().getLast();
    assertThat(signed.payloadUuid()).isEqualTo(Given.UUID);
    assertThat(signed.via()).isEqualTo(Via.WEBHOOK);
    assertThat(signed.terminal()).isTrue();
    assertThat((Ended) story.state())
        .returns(Outcome.SIGNED, Ended::outcome)
        .returns(Given.UUID, Ended::payloadUuid)
        .returns(null, Ended::looseEnd);
  }

  @Test
  void itsTokenExpiresWhenTheWebhookSaid() {
    cancelledInDoubt()
        .when(WEBHOOK)
        .when(found(Given.signed()))
        .learns(
            new TokenNews.Issued(
                "default",
                "ada",
                Given.ISSUED,
                "rAda",
                T0.plusSeconds(30),
                Given.TOLD,
                TokenNews.ExpirySource.PLATFORM,
                "order-1",
                Given.UUID));
  }

  @Test
  void aFailureOfADeadlineIsOvertakenToo() {
    Story story =
        Story.begin()
            .when(Given.create(Given.ask(Ask.Delivery.AUTO, T0.plusSeconds(1))))
            .when(Given.permit())
            .when(Given.lost());

    settled(story).publishes("FAILED DEADLINE_PASSED");

    story.when(WEBHOOK).when(found(Given.signed())).publishes("SIGNED late");
  }

  @Test
  void aRefusalOfALaterAttemptIsOvertakenToo() {
    Story.creating()
        .when(Given.lost())
        .afterSeconds(3)
        .when(new Signal.Absent())
        .when(new Signal.Absent())
        .when(Given.permit())
        .when(Given.refused())
        .when(new Signal.Absent())
        .timer()
        .when(new Signal.Absent())
        .publishes("FAILED PLATFORM_REFUSED")
        .when(WEBHOOK)
        .when(found(Given.signed()))
        .publishes("SIGNED late");
  }

  @Test
  void whoeverIsToReplaceItWaitsWhileItsPayloadIsBeingLookedFor() {
    cancelledInDoubt()
        .when(WEBHOOK)
        .when(new Signal.Replaced("order-1", "order-2", "default", null, 0))
        .tells("order-2: order-1 is MAY_STILL_SIGN")
        .when(found(Given.signed()))
        .tells("order-2: order-1 is SIGNED");
  }

  @Test
  void aPayloadThatIsFoundUnresolvedIsReadOn() {
    Story story = cancelledInDoubt().when(WEBHOOK).when(found(Given.pending()));

    story.publishes().is("Lingering").timer().starts("read");
    assertThat(((Lingering) story.state()).payload().uuid()).isEqualTo(Given.UUID);
    story.when(Given.read(Given.signed())).publishes("SIGNED late");
  }

  @Test
  void aRejectionThatIsFoundIsNoNews() {
    Story story = cancelledInDoubt().when(Given.webhook(false)).when(found(Given.rejected()));

    assertThat((Ended) story.publishes().is("Ended").state())
        .returns(Outcome.CANCELLED, Ended::outcome)
        .returns(Given.UUID, Ended::payloadUuid);
  }

  @Test
  void somebodyElsesPayloadIsNotAdopted() {
    cancelledInDoubt()
        .when(WEBHOOK)
        .when(new Signal.Found(Given.signed().view(), Given.LINKS, false))
        .publishes()
        .is("Ended")
        .when(WEBHOOK)
        .starts();
  }

  @Test
  void aPayloadThatIsOlderThanTheRequestIsNotAdopted() {
    Instant before = T0.minusSeconds(3600);
    cancelledInDoubt().when(WEBHOOK).when(found(Given.signed().createdAt(before))).publishes();
  }

  @Test
  void whatCannotBeReadYetIsReadAgainButNotForEver() {
    Story story = cancelledInDoubt().when(WEBHOOK);
    int finds = 1;
    for (story.when(new Signal.Absent()); isSearching(story); story.when(new Signal.Absent())) {
      story.timer().starts("find");
      finds++;
    }
    assertThat(finds).isEqualTo(Timing.RESOLUTION_READS);
    story.publishes().when(WEBHOOK).starts("find");
  }

  @Test
  void aDuplicateStartsNothing() {
    cancelledInDoubt().when(WEBHOOK).when(WEBHOOK).starts().publishes();
  }

  @Test
  void aReadThatIsNeverAnsweredIsMadeAgain() {
    cancelledInDoubt()
        .when(WEBHOOK)
        .timer()
        .starts("find")
        .when(found(Given.signed()))
        .publishes("SIGNED late");
  }

  @Test
  void anAnswerThatNobodyAskedForIsIgnored() {
    cancelledInDoubt().when(found(Given.signed())).publishes().is("Ended");
  }

  @Test
  void itIsForgottenInItsTime() {
    Story story = cancelledInDoubt();
    assertThat(story.wakeAt()).isEqualTo(story.now().plus(Given.SETTINGS.rememberFor()));
    story.timer().is("Unknown").when(WEBHOOK).starts();
  }

  @Test
  void itIsForgottenInItsTimeAlsoWhileItIsRead() {
    cancelledInDoubt()
        .after(Given.SETTINGS.rememberFor().minus(Duration.ofMinutes(1)))
        .when(WEBHOOK)
        .timer()
        .is("Unknown");
  }

  @Test
  void whatThePlatformRefusedAtOnceCanHaveNoPayload() {
    Story.creating().when(Given.refused()).is("Ended").when(WEBHOOK).starts();
  }

  @Test
  void anIdentifierThatWasTakenBeforeTheOnlyAttemptIsSomebodyElses() {
    settled(Story.creating().when(new Signal.CreateConflicted()))
        .told("FAILED IDENTIFIER_TAKEN")
        .when(WEBHOOK)
        .starts();
  }

  @Test
  void whatIsKeptOfWhatWasAskedHoldsNoCredentials() {
    Story story =
        Story.begin()
            .when(Given.create(Given.asking(Given.BEARER)))
            .when(Given.accepted(Given.BEARER, null))
            .when(Given.permit())
            .when(Given.cancel())
            .when(Given.lost());

    settled(story).publishes("CANCELLED BEFORE_CREATION");

    assertThat(((Ended) story.state()).looseEnd())
        .isEqualTo(new RequestState.LooseEnd(Given.ASK, T0, null));
  }

  private static boolean isSearching(Story story) {
    RequestState.LooseEnd end = ((Ended) story.state()).looseEnd();
    return end != null && end.search() != null;
  }
}
