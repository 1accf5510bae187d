package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §6: cancelling")
class CancelTest extends SandboxTest {
  @Test
  @DisplayName("the answer shows the state before, with expired forced to true")
  void theSnapshotOfACancel() {
    String uuid = backend.created(SIGN_IN);

    JsonNode answer = backend.delete("payload/" + uuid).expect(200);
    assertThat(answer.path("result"))
        .isEqualTo(Json.parse("{\"cancelled\":true,\"reason\":\"OK\"}"));
    assertThat(answer.at("/meta/cancelled").asBoolean()).isFalse();
    assertThat(answer.at("/meta/expired").asBoolean()).isTrue();
    assertThat(answer.properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("result", "meta", "custom_meta");
  }

  @Test
  @DisplayName("the next read shows it cancelled and expired now")
  void theReadAfterACancel() {
    String uuid = backend.created(SIGN_IN);
    backend.delete("payload/" + uuid);

    JsonNode json = backend.read(uuid);
    assertThat(json.at("/meta/cancelled").asBoolean()).isTrue();
    assertThat(json.at("/meta/expired").asBoolean()).isTrue();
    assertThat(json.at("/payload/expires_in_seconds").asLong()).isLessThanOrEqualTo(0);
  }

  @Test
  @DisplayName("twice is ALREADY_CANCELLED, although it is also expired")
  void twice() {
    String uuid = backend.created(SIGN_IN);
    backend.delete("payload/" + uuid);

    assertThat(reason(uuid)).isEqualTo("ALREADY_CANCELLED");
  }

  @Test
  @DisplayName("after a signature it is ALREADY_RESOLVED, although it is also opened")
  void afterASignature() {
    String uuid = backend.created(SIGN_IN);
    sandbox.person("ada").sign(uuid);

    assertThat(reason(uuid)).isEqualTo("ALREADY_RESOLVED");
  }

  @Test
  @DisplayName("after expiry it is ALREADY_EXPIRED, although it is also opened")
  void afterExpiry() {
    String uuid = backend.created(SIGN_IN);
    sandbox.person("ada").open(uuid);
    sandbox.clock().advance(Duration.ofDays(2));

    assertThat(reason(uuid)).isEqualTo("ALREADY_EXPIRED");
  }

  @Test
  @DisplayName("an opened one is ALREADY_OPENED; its meta claims expired and it is not")
  void opened() {
    String uuid = backend.created(SIGN_IN);
    sandbox.person("ada").open(uuid);

    JsonNode answer = backend.delete("payload/" + uuid).expect(200);
    assertThat(answer.at("/result/reason").asText()).isEqualTo("ALREADY_OPENED");
    assertThat(answer.at("/meta/expired").asBoolean()).isTrue();
    assertThat(backend.read(uuid).at("/meta/expired").asBoolean()).isFalse();
  }

  @Test
  @DisplayName("after a rejection it is ALREADY_RESOLVED, and HTTP 200 all the same")
  void afterARejection() {
    String uuid = backend.created(SIGN_IN);
    sandbox.person("bob").reject(uuid);

    JsonNode answer = backend.delete("payload/" + uuid).expect(200);
    assertThat(answer.path("result"))
        .isEqualTo(Json.parse("{\"cancelled\":false,\"reason\":\"ALREADY_RESOLVED\"}"));
    assertThat(backend.read(uuid).at("/meta/cancelled").asBoolean()).isFalse();
  }

  @Test
  @DisplayName("cancelled and then signed anyway it is ALREADY_CANCELLED: the first match wins")
  void cancelledAndSigned() {
    String uuid = backend.created(SIGN_IN);
    backend.delete("payload/" + uuid);
    sandbox.person("ada").sign(uuid, Signing.USUAL.asLate());

    assertThat(reason(uuid)).isEqualTo("ALREADY_CANCELLED");
  }

  @Test
  @DisplayName("an unknown uuid is 404")
  void unknown() {
    assertThat(backend.delete("payload/11111111-1111-4111-8111-111111111111").error())
        .isEqualTo("404 404");
  }

  @Test
  @DisplayName("custom_meta is told as it was given, and custom_meta and meta are all there is")
  void customMeta() {
    String uuid =
        backend.created(
            """
            {"txjson":{"TransactionType":"SignIn"},
             "custom_meta":{"identifier":"a-1","blob":{"n":1},"instruction":"Hi"}}""");

    JsonNode answer = backend.delete("payload/" + uuid).expect(200);
    assertThat(answer.path("custom_meta"))
        .isEqualTo(
            Json.parse("{\"identifier\":\"a-1\",\"blob\":{\"n\":1},\"instruction\":\"Hi\"}"));
    assertThat(answer.at("/meta/uuid").asText()).isEqualTo(uuid);
  }

  @Test
  @DisplayName("no frame follows a cancel but the devapp_fetched of the read inside")
  void noFrame() {
    String uuid = backend.created(SIGN_IN);
    SocketProbe probe = settled(uuid);
    backend.delete("payload/" + uuid);

    assertThat(probe.untilReply()).containsExactly("{\"devapp_fetched\":true}");
  }

  @Test
  @DisplayName("§5.2 a cancelled payload can still be signed by a wallet that holds it")
  void signedAfterCancel() {
    String uuid = backend.created(SIGN_IN);
    backend.delete("payload/" + uuid);
    sandbox.person("ada").sign(uuid, Signing.USUAL.asLate());

    JsonNode meta = backend.read(uuid).path("meta");
    assertThat(meta.path("signed").asBoolean()).isTrue();
    assertThat(meta.path("cancelled").asBoolean()).isTrue();
    assertThat(meta.path("expired").asBoolean()).isTrue();
  }

  private String reason(String uuid) {
    return backend.delete("payload/" + uuid).expect(200).at("/result/reason").asText();
  }
}
