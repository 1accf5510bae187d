package dev.countersign.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.RequestState.Ended;
import dev.countersign.request.TokenNews.ExpirySource;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §6.4, §6.5, §8: a webhook is a hint, and the only one that tells an expiry")
class WebhookTest {
  private static final Signal SIGNED = Given.webhook(true);
  private static final Signal REJECTED = Given.webhook(false);
  private static final Instant ESTIMATE = Given.T0.plusSeconds(30).plus(Duration.ofDays(30));

  private static final TokenNews.Dated DATED =
      new TokenNews.Dated(
          "default",
          "ada",
          Given.ISSUED.digest(),
          "rAda",
          Given.T0.plusSeconds(30),
          ESTIMATE,
          Given.TOLD,
          "order-1",
          Given.UUID);

  private static TokenNews.Issued issued(Instant expiresAt, ExpirySource source) {
    return new TokenNews.Issued(
        "default",
        "ada",
        Given.ISSUED,
        "rAda",
        Given.T0.plusSeconds(30),
        expiresAt,
        source,
        "order-1",
        Given.UUID);
  }

  private static Signal.PayloadRead readAfter(Story story, Given.Looks looks) {
    RequestState.Chase chase =
        story.state() instanceof RequestState.WithPayload open ? open.chase() : null;
    return new Signal.PayloadRead(looks.view(), chase == null ? Via.RECONCILIATION : chase.via());
  }

  private static Story signed() {
    return Story.open().when(Given.read(Given.signed())).is("Ended");
  }

  // --- while the payload is watched

  @Test
  void itDecidesNothingAndStartsARead() {
    Story.open().when(SIGNED).publishes().starts("read").is("Open");
  }

  @Test
  void whatTheReadShowsWasObservedByIt() {
    Story story = Story.opened().when(SIGNED);
    story.when(readAfter(story, Given.signed())).publishes("SIGNED");
    assertThat(story.events().getLast().via()).isEqualTo(Via.WEBHOOK);
  }

  @Test
  void aRejectionToo() {
    Story story = Story.opened().when(REJECTED).starts("read");
    story.when(readAfter(story, Given.rejected())).publishes("REJECTED");
    assertThat(story.events().getLast().via()).isEqualTo(Via.WEBHOOK);
  }

  @Test
  void aStateThatCannotBeReadYetIsReadAgain() {
    Story.opened()
        .when(SIGNED)
        .when(Given.read(Given.pending()))
        .publishes()
        .timer()
        .starts("read");
  }

  @Test
  void theFramesReadIsEnough() {
    Story.opened().when(Given.hint(Signal.Hint.RESOLVED)).when(SIGNED).starts().publishes();
  }

  @Test
  void aSignatureThatWaitsForItsResultIsNotReadFaster() {
    Story.opened().when(Given.read(Given.signedWithoutResult())).when(SIGNED).starts();
  }

  @Test
  void aChaseThatHasShownNothingYetBeginsAnew() {
    Story.opened()
        .when(Given.hint(Signal.Hint.RESOLVED))
        .when(Given.read(Given.pending()))
        .when(SIGNED)
        .starts("read");
  }

  @Test
  void aDuplicateStartsNothing() {
    Story.open().when(SIGNED).when(SIGNED).starts().publishes();
  }

  @Test
  void oneAboutAnotherPayloadIsIgnored() {
    Story open = Story.open();
    RequestState before = open.state();
    open.when(new Signal.WebhookReceived("3f2b9a70-0000-4000-8000-00000000000f", true, Given.TOLD));
    assertThat(open.starts().publishes().state()).isEqualTo(before);
  }

  @Test
  void whileItLingersALateSignatureIsFound() {
    Story story = Story.expired().when(SIGNED).starts("read").is("Lingering");
    story.when(readAfter(story, Given.signed())).publishes("SIGNED late");
    assertThat(story.events().getLast().via()).isEqualTo(Via.WEBHOOK);
  }

  // --- before a payload is known

  @Test
  void aCreateWithoutAnAnswerIsReadByItsIdentifier() {
    Story.creating().when(SIGNED).starts("find").is("Creating");
  }

  @Test
  void theCreatesOwnAnswerStillCounts() {
    Story.creating().when(SIGNED).when(Given.created()).publishes("CREATED").is("Open");
  }

  @Test
  void anAttemptThatReadsHaveMissedIsReadAgain() {
    Story story = Story.creating().when(Given.lost());
    while (story.state() instanceof RequestState.Creating) {
      story.when(new Signal.Absent());
      if (story.state() instanceof RequestState.Creating) {
        story.timer();
      }
    }
    story.is("Queued").when(SIGNED).starts("find").is("Creating");
  }

  @Test
  void beforeTheFirstAttemptThePayloadIsSomebodyElses() {
    Story.queued().when(SIGNED).starts().is("Queued");
  }

  // --- after the end

  @Test
  void anEndedRequestIsReadOnceMore() {
    Story.expired()
        .lingersOut()
        .when(SIGNED)
        .starts("read")
        .publishes()
        .is("Lingering")
        .when(new Signal.PayloadRead(Given.signed().view(), Via.WEBHOOK))
        .publishes("SIGNED late");
  }

  @Test
  void anEndedRequestThatIsReadOnceMoreIsReadByTheNextOwnerToo() {
    Story.expired()
        .lingersOut()
        .when(SIGNED)
        .when(new Signal.Resumed())
        .starts("watch", "read")
        .when(new Signal.PayloadRead(Given.signed().view(), Via.WEBHOOK))
        .publishes("SIGNED late");
  }

  @Test
  void anEndedRequestOfWhichAReadShowsNothingNewIsEndedAgain() {
    Story.expired()
        .lingersOut()
        .after(Duration.ofDays(1))
        .when(SIGNED)
        .when(new Signal.PayloadRead(Given.rejected().view(), Via.WEBHOOK))
        .publishes()
        .is("Ended");
  }

  @Test
  void theWebhookOfAKnownRejectionIsNoNews() {
    Story.opened().when(Given.read(Given.rejected())).when(REJECTED).starts().publishes();
  }

  @Test
  void aSignatureThatContradictsARejectionIsLookedAt() {
    Story.opened().when(Given.read(Given.rejected())).when(SIGNED).starts("read");
  }

  @Test
  void aRequestThatWasNeverCreatedHasNoWebhook() {
    Story.queued().when(Given.cancel()).is("Ended").when(SIGNED).starts().publishes();
  }

  @Test
  void aForgottenRequestStaysForgotten() {
    Story.expired().lingersOut().timer().is("Unknown").when(SIGNED).starts().is("Unknown");
  }

  @Test
  void aCancelThatWaitsForItsCreateWaitsOn() {
    Story.begin().when(Given.cancel()).is("CancelAhead").when(SIGNED).is("CancelAhead");
  }

  // --- the expiry of the token

  @Test
  void theTokenExpiresWhenThePlatformSaysSo() {
    Story.open()
        .when(SIGNED)
        .when(Given.read(Given.signed()))
        .learns(issued(Given.TOLD, ExpirySource.PLATFORM));
  }

  @Test
  void withoutAWebhookItIsEstimated() {
    signed().learns(issued(ESTIMATE, ExpirySource.ESTIMATED));
  }

  @Test
  void whatIsToldWhileTheEngineResultIsAwaitedCounts() {
    Story.open()
        .when(Given.read(Given.signedWithoutResult()))
        .when(SIGNED)
        .when(Given.read(Given.signed()))
        .learns(issued(Given.TOLD, ExpirySource.PLATFORM));
  }

  @Test
  void aLateSignaturesTokenToo() {
    Story.expired()
        .when(SIGNED)
        .when(Given.read(Given.signed()))
        .learns(issued(Given.TOLD, ExpirySource.PLATFORM));
  }

  @Test
  void itIsNotLostWhileTheStateIsReadAgain() {
    Story.opened()
        .when(SIGNED)
        .when(Given.read(Given.pending()))
        .timer()
        .when(Given.read(Given.signed()))
        .learns(issued(Given.TOLD, ExpirySource.PLATFORM));
  }

  @Test
  void aRejectionsExpiryIsOfSomebodyElse() {
    Story.open()
        .when(REJECTED)
        .when(Given.read(Given.signed()))
        .learns(issued(ESTIMATE, ExpirySource.ESTIMATED));
  }

  @Test
  void whatIsToldAfterwardsReplacesTheEstimate() {
    signed().when(SIGNED).publishes().starts().learns(DATED);
  }

  @Test
  void whatIsToldAfterwardsIsOfTheTokenThatIsCurrentThen() {
    assertThat(DATED.isOf(Given.ISSUED)).isTrue();
    assertThat(DATED.isOf(Given.TOKEN)).isFalse();
    assertThat(DATED.of(Given.ISSUED)).isEqualTo(issued(Given.TOLD, ExpirySource.PLATFORM));
  }

  @Test
  void anEndedRequestKeepsNoToken() {
    assertThat(Given.ISSUED.digest()).isEqualTo("UMJEzKkQiVYT5_Gd");
    assertThat(((Ended) signed().state()).signature())
        .isEqualTo(
            new RequestState.Signature("rAda", Given.ISSUED.digest(), Given.T0.plusSeconds(30)));
  }

  @Test
  void aSignatureWithoutATokenHasNothingThatExpires() {
    Story.open().when(Given.read(Given.signed().withoutToken())).when(SIGNED).learns();
  }

  @Test
  void aWebhookWithoutAnExpiryTeachesNothing() {
    signed().when(new Signal.WebhookReceived(Given.UUID, true, null)).learns();
  }

  @Test
  void nobodysTokenIsNotPublishedAfterwardsEither() {
    Subject nobodys = Given.subject("default", null, "fingerprint", Given.T0);
    Story.begin()
        .when(new Signal.CreateReceived(nobodys, Given.ASK, null, false))
        .when(Given.permit())
        .when(Given.created())
        .when(Given.read(Given.signed()))
        .when(SIGNED)
        .learns();
  }

  @Test
  void theSameStateStaysWhateverIsToldAfterTheSignature() {
    Story story = signed();
    @Nullable RequestState before = story.state();
    assertThat(story.when(SIGNED).when(REJECTED).state())
        .isInstanceOf(Ended.class)
        .isEqualTo(before);
  }
}
