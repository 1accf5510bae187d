package dev.countersign.request;

import static dev.countersign.request.Given.ISSUED;
import static dev.countersign.request.Given.T0;
import static dev.countersign.request.Given.TOKEN;
import static dev.countersign.request.Given.UUID;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is pushed to, and what is learned about their token (CONTRACT §3, §5). */
class DeliveryTest {
  private static final Signal.Permitted WITH_TOKEN = new Signal.Permitted(TOKEN, Map.of());
  private static final TokenNews.Revoked REVOKED = new TokenNews.Revoked("default", "ada", TOKEN);

  @Test
  void theRememberedTokenIsUsed() {
    Story.queued()
        .when(WITH_TOKEN)
        .starts("create with token")
        .when(Given.pushed())
        .publishes("CREATED push requested push accepted")
        .starts("watch");
  }

  @Test
  void aTokenInTheCommandOverridesTheRememberedOne() {
    Ask ask =
        new Ask(
            Given.ASK.template(),
            Ask.Options.NONE,
            null,
            null,
            ISSUED,
            null,
            Ask.Delivery.AUTO,
            Ask.Priority.NORMAL,
            null);
    Story story = Story.begin().when(Given.create(ask)).when(WITH_TOKEN);
    assertThat(((RequestState.Creating) story.state()).token()).isEqualTo(ISSUED);
  }

  @Test
  void qrOnlyNeverSendsAToken() {
    Story.begin()
        .when(Given.create(Given.ask(Ask.Delivery.QR_ONLY, null)))
        .when(WITH_TOKEN)
        .starts("create")
        .when(Given.created())
        .publishes("CREATED")
        .starts("watch");
  }

  @Test
  void pushOnlyWithoutATokenFails() {
    Story.begin()
        .when(Given.create(Given.ask(Ask.Delivery.PUSH_ONLY, null)))
        .when(Given.permit())
        .publishes("FAILED NO_PUSH_TARGET")
        .starts();
  }

  @Test
  void pushOnlyThatIsNotPushedIsCancelledAtOnce() {
    pushRefused()
        .when(Given.answered(CancelReason.OK))
        .publishes("CANCELLED PUSH_REFUSED")
        .is("Lingering");
  }

  @Test
  void pushOnlyThatIsOpenedMeanwhileLivesOn() {
    pushRefused()
        .when(Given.answered(CancelReason.ALREADY_OPENED))
        .publishes("OPENED", "CANCEL_REFUSED ALREADY_OPENED")
        .is("Open");
  }

  @Test
  void pushOnlyThatIsPushedIsAnOrdinaryRequest() {
    Story.begin()
        .when(Given.create(Given.ask(Ask.Delivery.PUSH_ONLY, null)))
        .when(WITH_TOKEN)
        .when(Given.pushed())
        .starts("watch");
  }

  @Test
  void anIgnoredTokenIsCheckedAndThePayloadLivesOn() {
    ignored().publishes("CREATED push requested").starts("watch", "check token").is("Open");
  }

  @Test
  void aDeadTokenIsForgottenOnce() {
    Signal dead = new Signal.TokenChecked(TOKEN, false);
    ignored().when(dead).learns(REVOKED).is("Open").when(dead).learns();
  }

  @Test
  void aLiveTokenIsKept() {
    ignored().when(new Signal.TokenChecked(TOKEN, true)).learns();
  }

  @Test
  void aCheckSurvivesARestart() {
    ignored().when(new Signal.Resumed()).starts("watch", "check token");
  }

  @Test
  void nobodysTokenIsNotChecked() {
    Subject nobodys = Given.subject("default", null, "fingerprint", T0);
    Story.begin()
        .when(new Signal.CreateReceived(nobodys, Given.ASK, null, false))
        .when(WITH_TOKEN)
        .when(Given.created())
        .starts("watch");
  }

  @Test
  void aSignatureBringsATokenForThirtyDays() {
    Story.open()
        .when(Given.read(Given.signed()))
        .learns(
            new TokenNews.Issued(
                "default",
                "ada",
                ISSUED,
                "rAda",
                T0.plusSeconds(30),
                T0.plusSeconds(30).plus(Duration.ofDays(30)),
                TokenNews.ExpirySource.ESTIMATED,
                "order-1",
                UUID));
  }

  @Test
  void aSignatureForNobodyBringsNoToken() {
    Subject nobodys = Given.subject("default", null, "fingerprint", T0);
    Story.begin()
        .when(new Signal.CreateReceived(nobodys, Given.ASK, null, false))
        .when(Given.permit())
        .when(Given.created())
        .when(Given.read(Given.signed()))
        .learns();
  }

  @Test
  void aSignatureWithoutATokenTeachesNothing() {
    Story.open().when(Given.read(Given.signed().withoutToken())).learns();
  }

  @Test
  void aRejectionTeachesNothing() {
    Story.open().when(Given.read(Given.rejected())).learns();
  }

  @Test
  void aSignatureIsNewerThanTheCheckOfTheTokenBefore() {
    ignored().when(Given.read(Given.signed())).when(new Signal.TokenChecked(TOKEN, false)).learns();
  }

  private static Story ignored() {
    return Story.queued().when(WITH_TOKEN).when(Given.created());
  }

  private static Story pushRefused() {
    return Story.begin()
        .when(Given.create(Given.ask(Ask.Delivery.PUSH_ONLY, null)))
        .when(WITH_TOKEN)
        .when(Given.created())
        .publishes("CREATED push requested")
        .starts("watch", "check token", "cancel");
  }
}
