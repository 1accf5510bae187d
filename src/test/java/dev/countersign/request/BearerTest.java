package dev.countersign.request;

import static dev.countersign.request.Given.BEARER;
import static dev.countersign.request.Given.ISSUED;
import static dev.countersign.request.Given.T0;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests that act as a signed-in person (CONTRACT §8). */
class BearerTest {
  private static final Signal.BearerAccepted ACCEPTED = Given.accepted(BEARER, null);
  private static final Signal.Permitted WITH_TOKEN = new Signal.Permitted(Given.TOKEN, Map.of());

  @Test
  void aBearerIsVerifiedBeforeAnythingElse() {
    received().starts("verify").publishes().is("Queued");
  }

  @Test
  void nothingIsCreatedForABearerThatIsNotVerified() {
    received().when(Given.permit()).starts().is("Queued");
  }

  @Test
  void aVerifiedOneIsCreatedAndPushedByItself() {
    verified()
        .when(WITH_TOKEN)
        .starts("create")
        .when(Given.pushed())
        .publishes("CREATED push requested push accepted")
        .starts("watch")
        .is("Open");
  }

  @Test
  void thePersonWhoIsNotPushedIsNotAskedForAToken() {
    verified()
        .when(WITH_TOKEN)
        .when(Given.created())
        .publishes("CREATED push requested")
        .starts("watch");
  }

  @Test
  void pushOnlyNeedsNoTokenBesides() {
    Story.begin()
        .when(Given.create(Given.ask(Ask.Delivery.PUSH_ONLY, null).with(BEARER)))
        .when(ACCEPTED)
        .when(Given.permit())
        .starts("create")
        .when(Given.created())
        .starts("watch", "cancel")
        .when(Given.answered(CancelReason.OK))
        .publishes("CANCELLED PUSH_REFUSED");
  }

  @Test
  void oneThatIsNotAcceptableFails() {
    received()
        .when(Given.refused(BEARER))
        .publishes("FAILED CREDENTIAL_INVALID")
        .deadLetters(null)
        .is("Ended");
  }

  @Test
  void theReasonIsTheBeginningOfTheMessage() {
    assertThat(failure(received().when(Given.refused(BEARER))).message())
        .startsWith("JWT_SIGNATURE: ");
  }

  @Test
  void whatExpiredOnItsWayFails() {
    Story story =
        Story.begin().after(Duration.ofHours(23)).when(Given.create(Given.asking(BEARER)));

    story.publishes("FAILED CREDENTIAL_EXPIRED").starts();
    assertThat(failure(story).message()).startsWith("JWT_EXPIRED: ");
  }

  @Test
  void whatExpiresBeforeItIsVerifiedFails() {
    received().timer().publishes("FAILED CREDENTIAL_EXPIRED");
    received()
        .when(new Signal.BearerRefused(BEARER, true, "JWT_EXPIRED: it expired"))
        .publishes("FAILED CREDENTIAL_EXPIRED");
  }

  @Test
  void whatExpiresWhileItWaitsForTheBudgetFails() {
    verified().timer().publishes("FAILED CREDENTIAL_EXPIRED");
    verified()
        .after(Duration.ofHours(23))
        .when(Given.permit())
        .publishes("FAILED CREDENTIAL_EXPIRED");
  }

  @Test
  void theEarlierOfTwoDeadlinesIsTheReason() {
    Ask ask = Given.ask(Ask.Delivery.AUTO, T0.plusSeconds(60));
    Bearer shortLived = new Bearer("e.y.j", "key", T0.plusSeconds(30), false);

    Story.begin()
        .when(Given.create(ask.with(shortLived)))
        .afterSeconds(90)
        .when(Given.permit())
        .publishes("FAILED CREDENTIAL_EXPIRED");
    Story.begin()
        .when(Given.create(ask.with(BEARER)))
        .afterSeconds(90)
        .when(Given.permit())
        .publishes("FAILED DEADLINE_PASSED");
  }

  @Test
  void anAttemptInDoubtIsSettledByAReadBeforeTheExpiryCounts() {
    Story doubtful =
        verified()
            .after(Duration.ofHours(23).minusSeconds(1))
            .when(Given.permit())
            .when(Given.lost())
            .starts("find");

    doubtful
        .afterSeconds(2)
        .when(new Signal.Absent())
        .publishes()
        .afterSeconds(46)
        .when(new Signal.TimerFired())
        .starts("find")
        .when(new Signal.Absent())
        .publishes("FAILED CREDENTIAL_EXPIRED");
  }

  @Test
  void aPayloadThatCameOfAnAttemptInDoubtLivesOnAfterTheExpiry() {
    verified()
        .when(Given.permit())
        .when(Given.lost())
        .after(Duration.ofHours(24))
        .when(Given.found(true, T0))
        .publishes("CREATED adopted push requested")
        .is("Open");
  }

  @Test
  void whatWasTriedBeforeIsReadBeforeItFails() {
    verified()
        .when(Given.permit())
        .when(Given.lost())
        .afterSeconds(3)
        .when(new Signal.Absent())
        .afterSeconds(3)
        .when(new Signal.TimerFired())
        .when(new Signal.Absent())
        .is("Queued")
        .timer()
        .starts("find")
        .publishes()
        .is("Creating");
  }

  @Test
  void thePlatformsRefusalOfTheBearerIsNotThatOfTheRequest() {
    Story story =
        verified().when(Given.permit()).when(new Signal.CreateUnauthorized(813, "not accepted"));

    story.publishes("FAILED CREDENTIAL_INVALID");
    assertThat(failure(story).platformCode()).isEqualTo(813);
  }

  @Test
  void oneThatExpiredOnItsWayToThePlatformIsSaidToBeExpired() {
    verified()
        .when(Given.permit())
        .after(Duration.ofHours(23))
        .when(new Signal.CreateUnauthorized(813, "not accepted"))
        .publishes("FAILED CREDENTIAL_EXPIRED");
  }

  @Test
  void aNewOwnerVerifiesAgainWhatNobodyHasVerified() {
    received().when(new Signal.Resumed()).starts("verify");
    verified().when(new Signal.Resumed()).starts();
  }

  @Test
  void theVerdictOnAnEarlierBearerSaysNothingOfALaterOne() {
    Bearer later = new Bearer("l.at.er", "key", BEARER.expiresAt(), false);

    Story.begin()
        .when(Given.create(Given.asking(later)))
        .when(ACCEPTED)
        .when(Given.permit())
        .starts()
        .when(Given.refused(BEARER))
        .publishes()
        .is("Queued");
  }

  @Test
  void aNewerTokenOfTheSamePersonIsADuplicate() {
    received().when(Given.create(Given.asking(BEARER.asVerified()))).starts().deadLetters(null);
  }

  @Test
  void aCancelNeedsNoVerification() {
    received().when(Given.cancel()).publishes("CANCELLED BEFORE_CREATION");
  }

  @Test
  void theTokenOfWhoSignedInIsRememberedForThirtyDays() {
    received()
        .when(Given.accepted(BEARER, ISSUED))
        .learns(
            new TokenNews.Issued(
                "default",
                "ada",
                ISSUED,
                "rAda",
                T0.minusSeconds(600),
                T0.minusSeconds(600).plus(Duration.ofDays(30)),
                TokenNews.ExpirySource.ESTIMATED,
                "order-1",
                null))
        .when(Given.accepted(BEARER, ISSUED))
        .learns();
  }

  @Test
  void aBearerForNobodyTeachesNoToken() {
    Subject nobodys = Given.subject("default", null, "fingerprint", T0);
    Story.begin()
        .when(new Signal.CreateReceived(nobodys, Given.asking(BEARER), null, false))
        .when(Given.accepted(BEARER, ISSUED))
        .learns()
        .when(Given.permit())
        .starts("create");
  }

  @Test
  void theTokenOfAStrangerWhoSignedInsteadIsNotRemembered() {
    Subject subject = Given.SUBJECT;
    Subject forBob =
        new Subject(
            subject.id(),
            subject.application(),
            subject.user(),
            subject.txType(),
            subject.context(),
            subject.trace(),
            subject.fingerprint(),
            Expectation.of("rBob"),
            subject.commandAt(),
            null);

    Story.begin()
        .when(new Signal.CreateReceived(forBob, Given.asking(BEARER), null, false))
        .when(ACCEPTED)
        .when(Given.permit())
        .when(Given.pushed())
        .when(Given.read(Given.signed()))
        .learns();
  }

  @Test
  void onceThePayloadExistsTheBearerIsForgotten() {
    Story story = verified().when(Given.permit());
    assertThat(((RequestState.Creating) story.state()).ask().bearer()).isNotNull();

    story.when(Given.pushed());
    assertThat(story.state()).isInstanceOf(RequestState.Open.class);
    assertThat(((RequestState.Open) story.state()).toString()).doesNotContain("Bearer");
  }

  @Test
  void itPrintsWithoutTheToken() {
    assertThat(Given.asking(BEARER).toString()).contains("Bearer[key, ").doesNotContain("e.y.j");
    assertThat(ACCEPTED.toString()).doesNotContain("e.y.j");
  }

  private static Story received() {
    return Story.begin().when(Given.create(Given.asking(BEARER)));
  }

  private static Story verified() {
    return received().when(ACCEPTED).is("Queued");
  }

  private static Event.Detail.Failure failure(Story story) {
    return story.events().getLast().detail() instanceof Event.Detail.Failure failure
        ? failure
        : new Event.Detail.Failure(FailureCode.PAYLOAD_UNKNOWN, "did not fail", null, null);
  }
}
