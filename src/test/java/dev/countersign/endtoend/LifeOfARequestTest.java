package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.sandbox.Signing;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LifeOfARequestTest {
  @RegisterExtension static final Fleet fleet = Fleet.setup().start();

  private static final String PAYMENT =
      "'txjson':{'TransactionType':'Payment','Destination':'rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh',"
          + "'Amount':'25000000'}";
  private static final Duration AFTER_A_MINUTE = Duration.ofSeconds(61);

  @Test
  void whoHasNoTokenGetsLinksToShow() {
    JsonNode created = fleet.ask("").awaits("CREATED").path("created");

    assertThat(created.path("push_requested").asBoolean(true)).isFalse();
    assertThat(created.path("push_accepted").asBoolean(true)).isFalse();
    assertThat(created.path("adopted").asBoolean(true)).isFalse();
    assertThat(created.path("links").path("always").asText()).startsWith("http");
    assertThat(created.path("links").path("qr_png").asText()).startsWith("http");
  }

  @Test
  void aSignatureIsPublishedAsReadFromThePlatform() {
    Asked asked = fleet.ask(PAYMENT);

    fleet.person("ada").sign(asked.watched());

    JsonNode signed = asked.awaits("CREATED", "OPENED", "SIGNED");
    JsonNode resolution = signed.path("resolution");
    assertThat(signed.path("terminal").asBoolean()).isTrue();
    assertThat(resolution.path("account").asText()).isEqualTo(fleet.person("ada").account());
    assertThat(resolution.path("txid").asText())
        .isEqualTo(fleet.sandbox().payload(asked.payload()).txid());
    assertThat(resolution.path("late").asBoolean(true)).isFalse();
  }

  @Test
  void theEngineResultThatTheWalletReportsSecondIsInTheEvent() {
    Asked asked = fleet.ask(PAYMENT);

    fleet.person("ada").sign(asked.watched(), Signing.USUAL.withResult("tecPATH_DRY"));

    JsonNode signed = asked.awaits("CREATED", "OPENED", "SIGNED");
    assertThat(signed.path("resolution").path("dispatched_result").asText())
        .isEqualTo("tecPATH_DRY");
  }

  @Test
  void aRejectionCarriesNoAccountAlthoughThePlatformPrefillsOne() {
    Asked asked = fleet.ask(PAYMENT);

    fleet.person("bob").reject(asked.watched());

    JsonNode rejected = asked.awaits("CREATED", "OPENED", "REJECTED");
    assertThat(rejected.path("terminal").asBoolean()).isTrue();
    assertThat(rejected.path("resolution").path("account").isNull()).isTrue();
  }

  @Test
  void whatIsNotOpenedInTimeIsOver() {
    Asked asked = fleet.ask("'options':{'expire':1}");
    asked.watched();

    fleet.sandbox().clock().advance(AFTER_A_MINUTE);

    JsonNode expired = asked.awaits("CREATED", "EXPIRED");
    assertThat(expired.path("terminal").asBoolean()).isTrue();
    assertThat(expired.path("expired").path("opened").asBoolean(true)).isFalse();
    assertThat(expired.path("expired").path("final").asBoolean()).isTrue();
  }

  @Test
  void expiryIsNoEndForWhatWasOpenedAndTheLateSignatureIsPublished() {
    Asked asked = fleet.ask("'options':{'expire':1}");
    fleet.person("ada").open(asked.watched());
    asked.awaits("CREATED", "OPENED");

    fleet.sandbox().clock().advance(AFTER_A_MINUTE);

    JsonNode expired = asked.awaits("CREATED", "OPENED", "EXPIRED");
    assertThat(expired.path("terminal").asBoolean(true)).isFalse();
    assertThat(expired.path("expired").path("opened").asBoolean()).isTrue();
    assertThat(expired.path("expired").path("final").asBoolean(true)).isFalse();

    fleet.person("ada").sign(asked.payload());

    JsonNode signed = asked.awaits("CREATED", "OPENED", "EXPIRED", "SIGNED");
    assertThat(signed.path("resolution").path("late").asBoolean()).isTrue();
  }

  @Test
  void aSignatureAfterAFinalExpiryIsPublishedAsLate() {
    Asked asked = fleet.ask("'options':{'expire':1}");
    asked.watched();
    fleet.sandbox().clock().advance(AFTER_A_MINUTE);
    asked.awaits("CREATED", "EXPIRED");

    fleet.person("ada").sign(asked.payload(), Signing.USUAL.asLate());

    JsonNode signed = asked.awaits("CREATED", "EXPIRED", "SIGNED");
    assertThat(signed.path("resolution").path("late").asBoolean()).isTrue();
  }

  @Test
  void whatWasOpenedAndStaysSilentIsAbandonedAndALateSignatureIsStillPublished() {
    try (Fleet impatient = Fleet.setup().set("countersign.abandon-after", "1s").start()) {
      // The platform says when it expired: a minute ago by our clock.
      impatient.sandbox().clock().advance(AFTER_A_MINUTE.multipliedBy(-2));
      Asked asked = impatient.ask("'options':{'expire':1}");
      impatient.person("ada").open(asked.watched());
      asked.awaits("CREATED", "OPENED");

      impatient.sandbox().clock().advance(AFTER_A_MINUTE);

      JsonNode abandoned = asked.awaits("CREATED", "OPENED", "EXPIRED", "ABANDONED");
      assertThat(abandoned.path("terminal").asBoolean()).isTrue();

      impatient.person("ada").sign(asked.payload());

      JsonNode signed = asked.awaits("CREATED", "OPENED", "EXPIRED", "ABANDONED", "SIGNED");
      assertThat(signed.path("resolution").path("late").asBoolean()).isTrue();
    }
  }

  @Test
  void onlyTheFirstTimeThatItIsOnScreenCounts() {
    Asked asked = fleet.ask("");
    fleet.person("ada").open(asked.watched());
    fleet.person("bob").open(asked.payload());

    fleet.person("ada").reject(asked.payload());

    asked.awaits("CREATED", "OPENED", "REJECTED");
  }

  @Test
  void theSocketIsClosedOnceNothingCanFollow() {
    Asked asked = fleet.ask("");
    String uuid = asked.watched();

    fleet.person("ada").reject(uuid);

    asked.awaits("CREATED", "OPENED", "REJECTED");
    Fleet.await("no socket for " + uuid).until(() -> fleet.sandbox().openSockets(uuid) == 0);
  }
}
