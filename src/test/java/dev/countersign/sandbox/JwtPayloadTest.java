package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §4, §9.2 and §10: payloads of a signed-in person")
class JwtPayloadTest extends XappTest {
  private static final String PAYLOAD = "/api/v1/jwt/payload";

  @Test
  @DisplayName("§4 a create is pushed to the person by itself, and answers like any other")
  void pushed() {
    Backend.Reply reply = signedIn().post(PAYLOAD, SIGN_IN);

    JsonNode created = reply.expect(200);
    String uuid = created.path("uuid").asText();
    assertThat(uuid).isEqualTo(reply.header("X-Call-Ref"));
    assertThat(created.path("pushed").asBoolean()).isTrue();
    assertThat(created.at("/next/no_push_msg_received").asText())
        .isEqualTo(sandbox.url() + "/sign/" + uuid + "/qr");
    assertThat(sandbox.person("ada").pending())
        .extracting(PayloadSnapshot::uuid)
        .containsExactly(uuid);
  }

  @Test
  @DisplayName("§4 it goes to the person of the JWT, whatever user token the body names")
  void theirs() {
    String bobs = backend.created(SIGN_IN);
    sandbox.person("bob").sign(bobs);
    String token = backend.read(bobs).at("/application/issued_user_token").asText();

    signedIn()
        .post(
            PAYLOAD,
            "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"user_token\":\"%s\"}".formatted(token))
        .expect(200);

    assertThat(sandbox.person("ada").pending()).hasSize(1);
    assertThat(sandbox.person("bob").pending()).isEmpty();
  }

  @Test
  @DisplayName("§8.4 who revoked the application is not pushed to")
  void revoked() {
    userToken();
    Frontend ada = signedIn();
    sandbox.person("ada").revoke(KEY);

    JsonNode created = ada.post(PAYLOAD, SIGN_IN).expect(200);

    assertThat(created.path("pushed").asBoolean()).isFalse();
    assertThat(created.path("next").has("no_push_msg_received")).isFalse();
  }

  @Test
  @DisplayName("§5 it is read by uuid and by identifier, by the person and by the back end")
  void read() {
    Frontend ada = signedIn();
    String uuid =
        ada.post(
                PAYLOAD,
                "{\"txjson\":{\"TransactionType\":\"SignIn\"},"
                    + "\"custom_meta\":{\"identifier\":\"a/b\"}}")
            .expect(200)
            .path("uuid")
            .asText();
    sandbox.person("ada").sign(uuid);

    JsonNode theirs = ada.get(PAYLOAD + "/" + uuid).expect(200);
    assertThat(theirs.at("/meta/signed").asBoolean()).isTrue();
    assertThat(theirs.at("/response/account").asText()).isEqualTo(sandbox.person("ada").account());
    assertThat(ada.get(PAYLOAD + "/ci/a%2Fb").expect(200).at("/meta/uuid").asText())
        .isEqualTo(uuid);
    assertThat(backend.read(uuid).path("meta")).isEqualTo(theirs.path("meta"));
    assertThat(backend.read(uuid).path("response")).isEqualTo(theirs.path("response"));
  }

  @Test
  @DisplayName("§5 a read tells the status sockets")
  void fetched() {
    Frontend ada = signedIn();
    String uuid = ada.post(PAYLOAD, SIGN_IN).expect(200).path("uuid").asText();
    SocketProbe probe = settled(uuid);

    ada.get(PAYLOAD + "/" + uuid).expect(200);

    assertThat(probe.next()).isEqualTo("{\"devapp_fetched\":true}");
  }

  @Test
  @DisplayName("§6 it is cancelled by the person")
  void cancelled() {
    Frontend ada = signedIn();
    String uuid = ada.post(PAYLOAD, SIGN_IN).expect(200).path("uuid").asText();

    JsonNode answer = ada.call("DELETE", PAYLOAD + "/" + uuid, "").expect(200);

    assertThat(answer.path("result"))
        .isEqualTo(Json.parse("{\"cancelled\":true,\"reason\":\"OK\"}"));
    assertThat(backend.read(uuid).at("/meta/cancelled").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("§5 payloads of another application are 404, by uuid, by identifier and to cancel")
  void foreign() {
    Backend stranger = backend.as(sandbox.addApplication("other"));
    String uuid =
        stranger.created(
            "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"custom_meta\":{\"identifier\":\"i\"}}");
    Frontend ada = signedIn();

    assertThat(ada.get(PAYLOAD + "/" + uuid).error()).isEqualTo("404 404");
    assertThat(ada.get(PAYLOAD + "/ci/i").error()).isEqualTo("404 404");
    assertThat(ada.call("DELETE", PAYLOAD + "/" + uuid, "").error()).isEqualTo("404 404");
  }

  @Test
  @DisplayName("§3.1 the codes of a create are the back end's")
  void codes() {
    Frontend ada = signedIn();

    assertThat(ada.post(PAYLOAD, "{}").error()).isEqualTo("400 599");
    assertThat(ada.post(PAYLOAD, "{\"txjson\":{}}").error()).isEqualTo("400 602");
    assertThat(ada.post(PAYLOAD, "{\"txjson\":").error()).isEqualTo("400 null");
  }
}
