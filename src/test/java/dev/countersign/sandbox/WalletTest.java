package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §12: what people do on their phones")
class WalletTest extends SandboxTest {
  @Test
  @DisplayName("§5.2 opened before expiry, it can be signed after")
  void signedAfterExpiry() {
    String uuid = backend.created(SIGN_IN);
    sandbox.person("ada").open(uuid);
    sandbox.clock().advance(Duration.ofDays(2));
    sandbox.person("ada").sign(uuid);

    assertThat(backend.read(uuid).at("/meta/signed").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("§5.2 never opened, an expired payload needs to be forced")
  void unopenedAndExpired() {
    String uuid = backend.created(SIGN_IN);
    sandbox.clock().advance(Duration.ofDays(2));
    SandboxPerson ada = sandbox.person("ada");

    assertThatThrownBy(() -> ada.sign(uuid))
        .isInstanceOf(SandboxRefusal.class)
        .hasMessageContaining("expired without being opened");
    assertThat(ada.sign(uuid, Signing.USUAL.asLate()).signed()).isTrue();
  }

  @Test
  @DisplayName("§12 a handled payload is refused, whoever comes second")
  void handled() {
    String uuid = backend.created(SIGN_IN);
    sandbox.person("bob").reject(uuid);

    assertThatThrownBy(() -> sandbox.person("ada").sign(uuid))
        .isInstanceOf(SandboxRefusal.class)
        .hasMessageContaining("already rejected");
  }

  @Test
  @DisplayName("§12 the second report can be lost: resolved without a result for ever")
  void theSecondReportIsLost() {
    String uuid = backend.created(PAYMENT);
    sandbox.person("ada").sign(uuid, Signing.USUAL.losingDispatch());
    sandbox.clock().advance(Duration.ofHours(1));

    assertThat(backend.read(uuid).at("/response/dispatched_result").asText()).isEmpty();
  }

  @Test
  @DisplayName("§12 result and network are as the person's wallet had them")
  void resultAndNetwork() {
    String uuid = backend.created(PAYMENT);
    sandbox.person("ada").sign(uuid, Signing.USUAL.withResult("tecPATH_DRY").onNetwork("TESTNET"));

    Awaitility.await().until(() -> sandbox.payload(uuid).dispatchedResult() != null);
    JsonNode response = backend.read(uuid).path("response");
    assertThat(response.path("dispatched_result").asText()).isEqualTo("tecPATH_DRY");
    assertThat(response.path("dispatched_nodetype").asText()).isEqualTo("TESTNET");
    assertThat(response.path("environment_networkid").asInt()).isEqualTo(1);
  }

  @Test
  @DisplayName("§4.1 the wallet follows force_network")
  void forcedNetwork() {
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"SignIn"},"options":{"force_network":"XAHAU"}}""");
    sandbox.person("ada").sign(uuid);

    assertThat(backend.read(uuid).at("/response/environment_nodetype").asText()).isEqualTo("XAHAU");
  }

  @Test
  @DisplayName("§4.1 signers limits who may sign")
  void signers() {
    String uuid =
        backend.created(
            "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"options\":{\"signers\":[\"%s\"]}}"
                .formatted(sandbox.person("ada").account()));

    assertThatThrownBy(() -> sandbox.person("bob").sign(uuid))
        .isInstanceOf(SandboxRefusal.class)
        .hasMessageContaining("not among the signers");
    assertThat(sandbox.person("ada").sign(uuid).signedBy()).isEqualTo("ada");
  }

  @Test
  @DisplayName("§12 multisign: never dispatched, signed for the account of the template")
  void multisign() {
    String account = "rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY";
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"Payment","Account":"%s"},"options":{"multisign":true}}"""
                .formatted(account));
    sandbox.person("ada").sign(uuid);
    sandbox.clock().advance(Duration.ofMinutes(1));

    JsonNode response = backend.read(uuid).path("response");
    assertThat(response.path("multisign_account").asText()).isEqualTo(account);
    assertThat(response.path("account").asText()).isEqualTo(sandbox.person("ada").account());
    assertThat(response.path("dispatched_result").asText()).isEmpty();
  }

  @Test
  @DisplayName("§5.3 every plain SignIn of a person has the same txid, payments do not")
  void txids() {
    SandboxPerson ada = sandbox.person("ada");

    assertThat(ada.sign(backend.created(SIGN_IN)).txid())
        .isEqualTo(ada.sign(backend.created(SIGN_IN)).txid());
    assertThat(ada.sign(backend.created(PAYMENT)).txid())
        .isNotEqualTo(ada.sign(backend.created(PAYMENT)).txid());
  }

  @Test
  @DisplayName("§7.2 a losing second device sent a contradicting frame, and the first one stands")
  void twoDevicesAtOnce() {
    String uuid = backend.created(SIGN_IN);
    SocketProbe probe = settled(uuid);
    sandbox.clock().speed(0.01);
    CompletableFuture<?> first =
        CompletableFuture.supplyAsync(() -> sandbox.person("ada").sign(uuid));
    probe.next(4);
    CompletableFuture<?> second =
        CompletableFuture.supplyAsync(() -> sandbox.person("bob").reject(uuid));

    assertThat(probe.next(2).getLast()).contains("\"signed\":false");
    assertThat(first).succeedsWithin(Duration.ofSeconds(5));
    assertThat(second)
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withCauseInstanceOf(SandboxRefusal.class);
    assertThat(backend.read(uuid).at("/meta/signed").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("CONTRACT §10 a person has the same valid address in every sandbox")
  void addresses() {
    String account = sandbox.person("ada").account();

    assertThat(Base58.isAddress(account)).isTrue();
    assertThat(account).isEqualTo(Identity.of("ada").account());
    assertThat(account).isNotEqualTo(sandbox.person("bob").account());
  }
}
