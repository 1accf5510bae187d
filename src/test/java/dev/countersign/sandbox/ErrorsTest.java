package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("PROTOCOL §2 and §3: who may call, and how errors look")
class ErrorsTest extends SandboxTest {
  private static final String SOMEBODY = "11111111-1111-4111-8111-111111111111";

  @Test
  @DisplayName("§2.2 no headers is 812")
  void noHeaders() {
    assertThat(backend.as("", "").get("ping").error()).isEqualTo("403 812");
  }

  @Test
  @DisplayName("§2.2 no UUIDs is 812")
  void noUuids() {
    assertThat(backend.as("bogus", "credentials").get("ping").error()).isEqualTo("403 812");
  }

  @Test
  @DisplayName("§2.2 an unknown key is 811")
  void anUnknownKey() {
    assertThat(backend.as(SOMEBODY, SOMEBODY).get("ping").error()).isEqualTo("403 811");
  }

  @Test
  @DisplayName("§2.2 a wrong secret is 813")
  void aWrongSecret() {
    assertThat(backend.as(SandboxApplication.DEFAULT.key(), SOMEBODY).get("ping").error())
        .isEqualTo("403 813");
  }

  @Test
  @DisplayName("§2.2 a disabled application is 810")
  void aDisabledApplication() {
    sandbox.disable(SandboxApplication.DEFAULT.key(), true);

    assertThat(backend.get("ping").error()).isEqualTo("403 810");
  }

  @Test
  @DisplayName("§2.1 the key may come in any case")
  void theKeyInUpperCase() {
    SandboxApplication app = SandboxApplication.DEFAULT;

    backend
        .as(" " + app.key().toUpperCase(java.util.Locale.ROOT), app.secret())
        .get("ping")
        .expect(200);
  }

  @Test
  @DisplayName("§3 form 1 has a reference equal to X-Call-Ref, and a code, and nothing else")
  void formOne() {
    Backend.Reply reply = backend.create("{}");

    assertThat(reply.json())
        .isEqualTo(
            Json.parse(
                "{\"error\":{\"reference\":\"%s\",\"code\":599}}"
                    .formatted(reply.header("X-Call-Ref"))));
  }

  @ParameterizedTest
  @DisplayName(
      "§3 unknown path, wrong method or odd uuid is the fatal form, without credentials too")
  @CsvSource({
    "GET, /api/v1/platform/nothing",
    "PUT, /api/v1/platform/payload",
    "GET, /api/v1/platform/payload/no-uuid",
    "DELETE, /api/v1/platform/payload/11111111-1111-1111-8111-111111111111",
  })
  void formTwo(String method, String path) {
    JsonNode answer = backend.as("", "").call(method, path, "").expect(404);

    assertThat(answer)
        .isEqualTo(
            Json.parse(
                """
                {"error":true,
                 "message":"Endpoint unknown or method invalid for given endpoint",
                 "reference":"","code":404,"req":"%s","method":"%s"}"""
                    .formatted(path.substring(4), method)));
  }

  @ParameterizedTest
  @DisplayName("§3 malformed JSON is 400 with code null, before anyone asks for credentials")
  @CsvSource({"'{\"txjson\":'", "'\"text\"'", "'{} trailing'"})
  void malformed(String body) {
    assertThat(backend.as("", "").create(body).error()).isEqualTo("400 null");
  }

  @Test
  @DisplayName("§3 more than 100 kB is 400 with code null")
  void tooLarge() {
    String body = "{\"txjson\":{\"TransactionType\":\"SignIn\",\"x\":\"%s\"}}";

    backend.create(body.formatted("x".repeat(90_000))).expect(200);
    assertThat(backend.create(body.formatted("x".repeat(110_000))).error()).isEqualTo("400 null");
  }

  @Test
  @DisplayName("§9 ping says who is calling")
  void ping() {
    Backend.Reply reply = backend.post("ping", "");

    assertThat(reply.json().path("auth"))
        .isEqualTo(
            Json.parse(
                """
                {"quota":{},
                 "application":{"uuidv4":"%s","name":"%s","webhookurl":"","disabled":0},
                 "call":{"uuidv4":"%s"}}"""
                    .formatted(
                        SandboxApplication.DEFAULT.key(),
                        SandboxApplication.DEFAULT.name(),
                        reply.header("X-Call-Ref"))));
  }

  @Test
  @DisplayName("§2.1 ping-noauth needs no credentials")
  void pingWithoutCredentials() {
    assertThat(backend.as("", "").get("ping-noauth").expect(200).path("pong").asBoolean()).isTrue();
  }
}
