package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.sandbox.codec.TransactionCodec;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §5: reading a payload")
class ReadTest extends SandboxTest {
  private static final String ACCOUNT = "rrrrrrrrrrrrrrrrrrrrBZbvji";

  @Test
  @DisplayName("§5.1 pending: every field is there, unset ones are null, networkid is absent")
  void pending() {
    String uuid = backend.created(SIGN_IN);

    ObjectNode json = (ObjectNode) backend.read(uuid);
    ((ObjectNode) json.path("payload")).remove("created_at");
    ((ObjectNode) json.path("payload")).remove("expires_at");
    ((ObjectNode) json.path("payload")).remove("expires_in_seconds");
    json.remove("application");
    assertThat(json)
        .isEqualTo(
            Json.parse(
                """
                {"meta":{"exists":true,"uuid":"%s","multisign":false,"submit":false,
                   "pathfinding":false,"pathfinding_fallback":false,"force_network":null,
                   "destination":"","resolved_destination":"","resolved":false,"signed":false,
                   "cancelled":false,"expired":false,"pushed":false,"app_opened":false,
                   "opened_by_deeplink":null,"return_url_app":null,"return_url_web":null,
                   "is_xapp":false,"signers":null},
                 "payload":{"tx_type":"SignIn","tx_destination":"","tx_destination_tag":null,
                   "request_json":{"TransactionType":"SignIn","SignIn":true},
                   "origintype":null,"signmethod":null},
                 "response":{"hex":null,"txid":null,"resolved_at":null,"dispatched_to":null,
                   "dispatched_nodetype":null,"dispatched_result":null,"dispatched_to_node":false,
                   "environment_nodeuri":null,"environment_nodetype":null,
                   "multisign_account":null,"account":null,"signer":null,"user":null},
                 "custom_meta":{"identifier":null,"blob":null,"instruction":null}}"""
                    .formatted(uuid)));
  }

  @Test
  @DisplayName("§5.1 response.account is pre-filled from the template while pending")
  void theAccountIsPrefilled() {
    String uuid =
        backend.created(
            "{\"txjson\":{\"TransactionType\":\"Payment\",\"Account\":\"%s\"}}".formatted(ACCOUNT));

    assertThat(backend.read(uuid).at("/response/account").asText()).isEqualTo(ACCOUNT);
  }

  @Test
  @DisplayName("§5.1 signed and submitted: the dispatch result comes after the signature")
  void signedAndSubmitted() {
    String uuid = backend.created(PAYMENT);
    SandboxPerson ada = sandbox.person("ada");
    ada.sign(uuid);

    JsonNode early = backend.read(uuid).path("response");
    assertThat(early.path("dispatched_result").asText()).isEmpty();
    assertThat(early.path("dispatched_to_node").asBoolean()).isFalse();
    Awaitility.await()
        .until(() -> !backend.read(uuid).at("/response/dispatched_result").asText().isEmpty());
    JsonNode json = backend.read(uuid);
    JsonNode response = json.path("response");
    assertThat(response.path("dispatched_result").asText()).isEqualTo("tesSUCCESS");
    assertThat(response.path("dispatched_nodetype").asText()).isEqualTo("MAINNET");
    assertThat(response.path("dispatched_to_node").asBoolean()).isTrue();
    assertThat(response.path("environment_networkid").isInt()).isTrue();
    assertThat(response.path("account").asText()).isEqualTo(ada.account());
    assertThat(response.path("multisign_account").asText("null")).isEmpty();
    assertThat(response.path("txid").asText())
        .isEqualTo(TransactionCodec.hash(response.path("hex").asText()));
    assertThat(json.at("/meta/signed").asBoolean()).isTrue();
    assertThat(json.at("/payload/signmethod").asText()).isEqualTo("PIN");
  }

  @Test
  @DisplayName("§5.1 a SignIn is never dispatched: empty strings, and the environment is set")
  void signedSignIn() {
    String uuid = backend.created(SIGN_IN);
    sandbox.person("ada").sign(uuid);
    sandbox.clock().advance(Duration.ofMinutes(1));

    JsonNode response = backend.read(uuid).path("response");
    assertThat(response.path("dispatched_to")).isEqualTo(Json.parse("\"\""));
    assertThat(response.path("dispatched_result")).isEqualTo(Json.parse("\"\""));
    assertThat(response.path("dispatched_nodetype")).isEqualTo(Json.parse("\"\""));
    assertThat(response.path("environment_nodetype").asText()).isEqualTo("MAINNET");
  }

  @Test
  @DisplayName("§5.1 rejected: resolved and not signed, empty strings")
  void rejected() {
    String uuid = backend.created(PAYMENT);
    sandbox.person("bob").reject(uuid);

    JsonNode json = backend.read(uuid);
    assertThat(json.at("/meta/resolved").asBoolean()).isTrue();
    assertThat(json.at("/meta/signed").asBoolean()).isFalse();
    assertThat(json.at("/response/hex")).isEqualTo(Json.parse("\"\""));
    assertThat(json.at("/response/account")).isEqualTo(Json.parse("\"\""));
  }

  @Test
  @DisplayName("§5.2 signed in time and read after expiry is also expired")
  void signedThenExpired() {
    String uuid = backend.created(SIGN_IN);
    sandbox.person("ada").sign(uuid);
    sandbox.clock().advance(Duration.ofDays(2));

    JsonNode json = backend.read(uuid);
    assertThat(json.at("/meta/signed").asBoolean()).isTrue();
    assertThat(json.at("/meta/expired").asBoolean()).isTrue();
    assertThat(json.at("/payload/expires_in_seconds").asLong()).isNegative();
  }

  @Test
  @DisplayName("§5.1 opening after expiry leaves app_opened false")
  void openedAfterExpiry() {
    String uuid = backend.created(SIGN_IN);
    sandbox.clock().advance(Duration.ofDays(2));
    sandbox.person("ada").open(uuid);

    assertThat(backend.read(uuid).at("/meta/app_opened").asBoolean()).isFalse();
  }

  @Test
  @DisplayName("§5.1 opened_by_deeplink is false once the sign page was loaded")
  void openedAfterTheSignPage() {
    String scanned = backend.created(SIGN_IN);
    String linked = backend.created(SIGN_IN);
    assertThat(backend.call("GET", "/sign/" + scanned, "").text()).contains(scanned + "_q.png");
    sandbox.person("ada").open(scanned);
    sandbox.person("ada").open(linked);

    assertThat(backend.read(scanned).at("/meta/opened_by_deeplink")).isEqualTo(Json.parse("false"));
    assertThat(backend.read(linked).at("/meta/opened_by_deeplink")).isEqualTo(Json.parse("true"));
  }

  @Test
  @DisplayName("§5 by identifier, URL-encoded, slashes included")
  void byIdentifier() {
    String uuid =
        backend.created(
            "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"custom_meta\":{\"identifier\":\"a/b:1~ü\"}}");

    JsonNode json = backend.get("payload/ci/a/b%3A1~%C3%BC").expect(200);
    assertThat(json.at("/meta/uuid").asText()).isEqualTo(uuid);
  }

  @Test
  @DisplayName("§3.1 unknown, or of another application: 404")
  void notOurs() {
    String uuid = backend.created(SIGN_IN);
    Backend stranger = backend.as(sandbox.addApplication("other"));

    assertThat(stranger.get("payload/" + uuid).error()).isEqualTo("404 404");
    assertThat(stranger.delete("payload/" + uuid).error()).isEqualTo("404 404");
    assertThat(backend.get("payload/ci/never").error()).isEqualTo("404 404");
  }

  @Test
  @DisplayName("§5.1 computed shows memos as text, and only where there are memos")
  void computedMemos() {
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"SignIn",
                       "Memos":[{"Memo":{"MemoData":"48656C6C6F"}}]}}""");

    assertThat(backend.read(uuid).at("/payload/computed/Memos/0/Memo/MemoData").asText())
        .isEqualTo("Hello");
    assertThat(backend.read(backend.created(SIGN_IN)).path("payload").has("computed")).isFalse();
  }

  @Test
  @DisplayName("§12 placeholders of return URLs are empty before and filled after the signature")
  void returnUrls() {
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"SignIn"},
             "options":{"return_url":{"web":" https://a.example/?p={ID}&t={txid} "}}}""");

    String before = backend.read(uuid).at("/meta/return_url_web").asText();
    String txid = sandbox.person("ada").sign(uuid).txid();
    assertThat(before).isEqualTo("https://a.example/?p=" + uuid + "&t=");
    assertThat(backend.read(uuid).at("/meta/return_url_web").asText()).isEqualTo(before + txid);
  }
}
