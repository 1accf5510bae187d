package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("PROTOCOL §5.1: the fields of a payload, one by one")
class ReadFieldsTest extends SandboxTest {
  private static final String DESTINATION = "rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY";

  @Test
  @DisplayName("§5.1 a read has five parts, in this order")
  void parts() {
    assertThat(backend.read(backend.created(SIGN_IN)).properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("meta", "application", "payload", "response", "custom_meta");
  }

  @Test
  @DisplayName("§5 read by identifier is the same answer and tells sockets devapp_fetched too")
  void byIdentifier() {
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"SignIn"},"custom_meta":{"identifier":"a-1"}}""");
    SocketProbe probe = settled(uuid);

    JsonNode json = backend.get("payload/ci/a-1").expect(200);
    assertThat(json.path("meta")).isEqualTo(backend.read(uuid).path("meta"));
    assertThat(probe.next(2)).containsOnly("{\"devapp_fetched\":true}");
  }

  @Test
  @DisplayName("§5 a refused read tells sockets nothing")
  void refusedReads() {
    String uuid = backend.created(SIGN_IN);
    SocketProbe probe = settled(uuid);
    Backend stranger = backend.as(sandbox.addApplication("other"));
    stranger.get("payload/" + uuid).expect(404);
    stranger.delete("payload/" + uuid).expect(404);

    assertThat(probe.untilReply()).isEmpty();
  }

  @Test
  @DisplayName("§5.1 application: name, description, disabled as a number, key, icon, no token yet")
  void application() {
    JsonNode application = backend.read(backend.created(SIGN_IN)).path("application");

    assertThat(application.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly(
            "name", "description", "disabled", "uuidv4", "icon_url", "issued_user_token");
    assertThat(application.path("disabled")).isEqualTo(Json.parse("0"));
    assertThat(application.path("uuidv4").asText()).isEqualTo(SandboxApplication.DEFAULT.key());
    assertThat(application.path("issued_user_token").isNull()).isTrue();
  }

  @Test
  @DisplayName("§5.1 destination is resolved to its known name, else to itself")
  void destination() {
    assertThat(pay(DESTINATION).at("/meta/destination").asText()).isEqualTo(DESTINATION);
    assertThat(pay(DESTINATION).at("/meta/resolved_destination").asText()).isEqualTo(DESTINATION);
    assertThat(pay(DESTINATION).at("/payload/tx_destination").asText()).isEqualTo(DESTINATION);
    String bank = sandbox.person("Harbour Bank").account();
    assertThat(pay(bank).at("/meta/resolved_destination").asText()).isEqualTo("Harbour Bank");
    assertThat(pay(bank).at("/meta/destination").asText()).isEqualTo(bank);
  }

  @ParameterizedTest
  @DisplayName("§5.1 tx_destination_tag: the number; 0 is null and stays in request_json")
  @CsvSource({"7, 7", "4294967295, 4294967295", "0, null"})
  void destinationTag(String tag, String shown) {
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"Payment","Destination":"%s","DestinationTag":%s}}"""
                .formatted(DESTINATION, tag));

    JsonNode payload = backend.read(uuid).path("payload");
    assertThat(payload.path("tx_destination_tag")).isEqualTo(Json.parse(shown));
    assertThat(payload.at("/request_json/DestinationTag")).isEqualTo(Json.parse(tag));
  }

  @Test
  @DisplayName("§5.1 created_at and expires_at are ISO seconds with Z, a day apart by default")
  void dates() {
    JsonNode payload = backend.read(backend.created(SIGN_IN)).path("payload");
    String created = payload.path("created_at").asText();
    String expires = payload.path("expires_at").asText();

    assertThat(created).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ");
    assertThat(expires).hasSameSizeAs(created);
    assertThat(Duration.between(Instant.parse(created), Instant.parse(expires)))
        .isEqualTo(Duration.ofDays(1));
    assertThat(payload.path("expires_in_seconds").isIntegralNumber()).isTrue();
  }

  @Test
  @DisplayName("§5.1 app_opened once a wallet opened it; origintype tells how it came there")
  void opened() {
    String scanned = backend.created(SIGN_IN);
    SandboxPerson ada = sandbox.person("ada");
    ada.open(scanned);
    assertThat(backend.read(scanned).at("/meta/app_opened").asBoolean()).isTrue();
    assertThat(backend.read(scanned).at("/meta/resolved").asBoolean()).isFalse();

    ada.sign(scanned);
    String pushed =
        backend.created(
            "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"user_token\":\"%s\"}"
                .formatted(ada.userToken(SandboxApplication.DEFAULT.key())));
    ada.sign(pushed);
    assertThat(backend.read(scanned).at("/payload/origintype").asText()).isEqualTo("QR");
    assertThat(backend.read(pushed).at("/payload/origintype").asText())
        .isEqualTo("PUSH_NOTIFICATION");
  }

  @Test
  @DisplayName("§5.1 response of a rejection: empty strings, nothing dispatched, no networkid")
  void rejected() {
    String uuid = backend.created(PAYMENT);
    sandbox.person("bob").reject(uuid);

    JsonNode response = backend.read(uuid).path("response");
    for (String empty :
        "hex txid dispatched_to dispatched_nodetype dispatched_result multisign_account account"
            .split(" ")) {
      assertThat(response.path(empty)).as(empty).isEqualTo(Json.parse("\"\""));
    }
    assertThat(response.path("dispatched_to_node")).isEqualTo(Json.parse("false"));
    assertThat(Instant.parse(response.path("resolved_at").asText())).isNotNull();
    assertThat(response.has("environment_networkid")).isFalse();
  }

  @Test
  @DisplayName("§5.1 response of a dispatched payment: every field is filled but multisign_account")
  void dispatched() {
    String uuid = backend.created(PAYMENT);
    sandbox.person("ada").sign(uuid);
    Awaitility.await().until(() -> sandbox.payload(uuid).dispatchedResult() != null);

    JsonNode response = backend.read(uuid).path("response");
    assertThat(response.path("hex").asText()).matches("[0-9A-F]+");
    assertThat(response.path("txid").asText()).matches("[0-9A-F]{64}");
    assertThat(response.path("dispatched_to").asText()).startsWith("ws");
    assertThat(response.path("environment_nodeuri").asText()).startsWith("ws");
    assertThat(response.path("environment_networkid")).isEqualTo(Json.parse("0"));
    assertThat(response.path("signer").asText()).isEqualTo(sandbox.person("ada").account());
    assertThat(Ids.isV4(response.path("user").asText())).isTrue();
    assertThat(response.path("multisign_account")).isEqualTo(Json.parse("\"\""));
  }

  @Test
  @DisplayName("§5.1 signer_pubkey and approved_with are in the types and never in an answer")
  void neverSeen() {
    String uuid = backend.created(PAYMENT);
    sandbox.person("ada").sign(uuid);

    JsonNode response = backend.read(uuid).path("response");
    assertThat(response.has("signer_pubkey")).isFalse();
    assertThat(response.has("approved_with")).isFalse();
  }

  @Test
  @DisplayName("§5.1 the back end sees no custom_instruction and no push_message_id in meta")
  void notTheWalletsView() {
    JsonNode meta = backend.read(backend.created(SIGN_IN)).path("meta");

    assertThat(meta.has("custom_instruction")).isFalse();
    assertThat(meta.has("push_message_id")).isFalse();
  }

  @Test
  @DisplayName("§5.1 computed: memo parts that are text are shown as text, others stay hex")
  void computed() {
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"SignIn","Memos":[
              {"Memo":{"MemoType":"746578742F706C61696E","MemoData":"00FF80"}},
              {"Memo":{"MemoData":"E29DA4"}}]}}""");

    assertThat(backend.read(uuid).at("/payload/computed"))
        .isEqualTo(
            Json.parse(
                """
                {"Memos":[{"Memo":{"MemoType":"text/plain","MemoData":"00FF80"}},
                          {"Memo":{"MemoData":"❤"}}]}"""));
    assertThat(backend.read(uuid).at("/payload/request_json/Memos/1/Memo/MemoData").asText())
        .isEqualTo("E29DA4");
  }

  @Test
  @DisplayName("§12 return URLs: {cid} as JavaScript encodes it, {txblob}, and all {id} of a read")
  void placeholders() {
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"SignIn"},"custom_meta":{"identifier":"a b/(ü)"},
             "options":{"return_url":{"app":"x:{id}:{Id}:{cid}:{CID}:{txblob}"}}}""");
    SocketProbe probe = settled(uuid);
    sandbox.person("ada").sign(uuid);

    String hex = backend.read(uuid).at("/response/hex").asText();
    assertThat(backend.read(uuid).at("/meta/return_url_app").asText())
        .isEqualTo("x:%s:%s:a%%20b%%2F(%%C3%%BC):{CID}:%s".formatted(uuid, uuid, hex));
    assertThat(Json.parse(probe.next(4).getLast()).at("/return_url/app").asText())
        .isEqualTo("x:%s:{Id}:a%%20b%%2F(%%C3%%BC):{CID}:%s".formatted(uuid, hex));
  }

  private JsonNode pay(String destination) {
    return backend.read(
        backend.created(
            "{\"txjson\":{\"TransactionType\":\"Payment\",\"Destination\":\"%s\"}}"
                .formatted(destination)));
  }
}
