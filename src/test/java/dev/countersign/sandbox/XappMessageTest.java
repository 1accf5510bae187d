package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §9.1: messages to people who have an xApp")
class XappMessageTest extends XappTest {
  private String token = "";

  @BeforeEach
  void adaGaveAToken() {
    token = userToken();
  }

  @Test
  @DisplayName("§9.1 push answers pushed and nothing else, and reaches the phone")
  void push() {
    assertThat(backend.post("xapp/push", message(token)).expect(200))
        .isEqualTo(Json.parse("{\"pushed\":true}"));

    JsonNode notifications = control("GET", "people/ada", "").path("notifications");
    assertThat(notifications).hasSize(1);
    assertThat(notifications.at("/0/subtitle").asText()).isEqualTo("News");
    assertThat(notifications.at("/0/body").asText()).isEqualTo("Your parcel is here");
    assertThat(notifications.at("/0/data/parcel").asInt()).isEqualTo(7);
    assertThat(notifications.at("/0/silent").asBoolean()).isFalse();
    assertThat(sandbox.person("ada").pending()).isEmpty();
  }

  @Test
  @DisplayName("§9.1 a silent one says so")
  void silent() {
    backend
        .post("xapp/push", "{\"user_token\":\"%s\",\"silent\":true}".formatted(token))
        .expect(200);

    assertThat(control("GET", "people/ada", "").at("/notifications/0/silent").asBoolean()).isTrue();
  }

  @Test
  @DisplayName("§9.1 event is a payload of type SignIn with is_xapp true, in the person's list")
  void event() {
    Backend.Reply reply = backend.post("xapp/event", message(token));

    JsonNode answer = reply.expect(200);
    String uuid = answer.path("uuid").asText();
    assertThat(answer).isEqualTo(Json.parse("{\"pushed\":true,\"uuid\":\"%s\"}".formatted(uuid)));
    assertThat(uuid).isEqualTo(reply.header("X-Call-Ref"));
    JsonNode payload = backend.read(uuid);
    assertThat(payload.at("/meta/is_xapp").asBoolean()).isTrue();
    assertThat(payload.at("/meta/pushed").asBoolean()).isTrue();
    assertThat(payload.at("/payload/tx_type").asText()).isEqualTo("SignIn");
    assertThat(payload.at("/custom_meta/instruction").asText()).isEqualTo("Your parcel is here");
    assertThat(sandbox.person("ada").pending())
        .extracting(PayloadSnapshot::uuid)
        .containsExactly(uuid);
    assertThat(control("GET", "people/ada", "").at("/notifications/0/event").asText())
        .isEqualTo(uuid);
  }

  @Test
  @DisplayName("§5.1 an ordinary payload is no xApp's")
  void ordinary() {
    assertThat(backend.read(backend.created(SIGN_IN)).at("/meta/is_xapp"))
        .isEqualTo(Json.parse("false"));
  }

  @Test
  @DisplayName("§9.1 an xApp opened from an event gets the event and its data as origin")
  void openedFromAnEvent() {
    String uuid = backend.post("xapp/event", message(token)).expect(200).path("uuid").asText();

    String ott =
        openXapp("{\"application\":\"%s\",\"payload\":\"%s\"}".formatted(KEY, uuid))
            .path("ott")
            .asText();

    assertThat(backend.get("xapp/ott/" + ott).expect(200).path("origin"))
        .isEqualTo(
            Json.parse(
                "{\"type\":\"EVENT_LIST\",\"data\":{\"payload\":\"%s\",\"parcel\":7}}"
                    .formatted(uuid)));
  }

  @Test
  @DisplayName("§6 an event is withdrawn with DELETE, opened or not")
  void withdrawn() {
    String unopened = backend.post("xapp/event", message(token)).expect(200).path("uuid").asText();
    String opened = backend.post("xapp/event", message(token)).expect(200).path("uuid").asText();
    sandbox.person("ada").open(opened);

    for (String uuid : new String[] {unopened, opened}) {
      JsonNode answer = backend.delete("payload/" + uuid).expect(200);
      assertThat(answer.at("/result/reason").asText()).isEqualTo("OK");
      assertThat(answer.at("/meta/is_xapp").asBoolean()).isTrue();
    }
    assertThat(sandbox.person("ada").pending()).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("§3.1 a key without an xApp is 403, as HTTP 400, before anything else")
  @ValueSource(strings = {"xapp/push", "xapp/event"})
  void withoutXapp(String call) {
    control("POST", "applications", "{\"key\":\"%s\",\"xapp\":false}".formatted(KEY));

    assertThat(backend.post(call, "[]").error()).isEqualTo("400 403");
  }

  @ParameterizedTest
  @DisplayName("§3.1 no user token, or none that is a UUID, is 600")
  @ValueSource(strings = {"xapp/push", "xapp/event"})
  void withoutToken(String call) {
    assertThat(backend.post(call, "{\"body\":\"x\"}").error()).isEqualTo("400 600");
    assertThat(backend.post(call, "{\"user_token\":\"x\"}").error()).isEqualTo("400 600");
    assertThat(backend.post(call, "{\"user_token\":7}").error()).isEqualTo("400 600");
  }

  @ParameterizedTest
  @DisplayName("§3.1 a body that is no object is 601")
  @ValueSource(strings = {"xapp/push", "xapp/event"})
  void withoutBody(String call) {
    assertThat(backend.post(call, "").error()).isEqualTo("400 601");
    assertThat(backend.post(call, "[]").error()).isEqualTo("400 601");
  }

  @ParameterizedTest
  @DisplayName("§8.4 a user token that is unknown, foreign, revoked or expired is 602")
  @ValueSource(strings = {"xapp/push", "xapp/event"})
  void deadToken(String call) {
    Backend stranger = backend.as(sandbox.addApplication("other"));

    assertThat(backend.post(call, message("11111111-1111-4111-8111-111111111111")).error())
        .isEqualTo("400 602");
    assertThat(stranger.post(call, message(token)).error()).isEqualTo("400 602");
    sandbox.person("ada").revoke(KEY);
    assertThat(backend.post(call, message(token)).error()).isEqualTo("400 602");
    String alive = userToken();
    sandbox.clock().advance(java.time.Duration.ofDays(30));
    assertThat(backend.post(call, message(alive)).error()).isEqualTo("400 602");
  }

  @Test
  @DisplayName("§9.1 user_uuid and user_account reach people only with extra permission")
  void byUserAndAccount() {
    JsonNode bob = control("GET", "people/bob", "");
    String byUser = "{\"user_uuid\":\"%s\"}".formatted(bob.path("user").asText());
    String byAccount = "{\"user_account\":\"%s\"}".formatted(bob.path("account").asText());
    assertThat(backend.post("xapp/push", byUser).error()).isEqualTo("400 600");
    assertThat(backend.post("xapp/event", byAccount).error()).isEqualTo("400 600");

    control("POST", "applications", "{\"key\":\"%s\",\"push_to_anyone\":true}".formatted(KEY));

    backend.post("xapp/push", byUser).expect(200);
    String uuid = backend.post("xapp/event", byAccount).expect(200).path("uuid").asText();
    assertThat(sandbox.person("bob").pending())
        .extracting(PayloadSnapshot::uuid)
        .containsExactly(uuid);
    assertThat(backend.post("xapp/push", "{\"user_account\":\"rNobody\"}").error())
        .isEqualTo("400 602");
    assertThat(backend.post("xapp/push", "{\"body\":\"x\"}").error()).isEqualTo("400 600");
    assertThat(backend.post("xapp/push", message("x")).error()).isEqualTo("400 600");
  }

  @Test
  @DisplayName("CONTRACT §10 an xApp is opened from an event of one's own only")
  void openedFromSomethingElse() {
    String ordinary = backend.created(SIGN_IN);
    String uuid = backend.post("xapp/event", message(token)).expect(200).path("uuid").asText();

    assertThat(refusedToOpen("ada", ordinary)).contains("is no xApp event of ada's");
    assertThat(refusedToOpen("bob", uuid)).contains("is no xApp event of bob's");
  }

  private String refusedToOpen(String person, String payload) {
    return backend
        .call(
            "POST",
            "/sandbox/people/" + person + "/xapp",
            "{\"application\":\"%s\",\"payload\":\"%s\"}".formatted(KEY, payload))
        .expect(409)
        .at("/error/message")
        .asText();
  }

  private static String message(String userToken) {
    return """
    {"user_token":"%s","subtitle":"News","body":"Your parcel is here","data":{"parcel":7}}"""
        .formatted(userToken);
  }
}
