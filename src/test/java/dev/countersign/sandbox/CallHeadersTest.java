package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §2 and §3: references, odd paths and bodies that never reach a call")
class CallHeadersTest extends SandboxTest {
  private static final String KEY = SandboxApplication.DEFAULT.key();
  private static final String SECRET = SandboxApplication.DEFAULT.secret();

  @Test
  @DisplayName("§2.1 key and secret that are handed out are lower-case v4 UUIDs")
  void credentials() {
    SandboxApplication made = sandbox.addApplication("new");

    for (String text : new String[] {made.key(), made.secret(), KEY, SECRET}) {
      assertThat(Ids.isV4(text)).isTrue();
      assertThat(text).isLowerCase();
    }
  }

  @Test
  @DisplayName("§2.1 the secret is compared as text: its case matters, blanks around it do not")
  void secret() {
    backend.as(KEY, SECRET + " ").get("ping").expect(200);
    assertThat(backend.as(KEY, SECRET.toUpperCase(Locale.ROOT)).get("ping").error())
        .isEqualTo("403 813");
  }

  @Test
  @DisplayName("§2.1 no version-4 UUID is 812, whoever it belongs to")
  void otherVersions() {
    assertThat(backend.as("11111111-1111-1111-8111-111111111111", SECRET).get("ping").error())
        .isEqualTo("403 812");
    assertThat(backend.as(KEY, "11111111-1111-4111-7111-111111111111").get("ping").error())
        .isEqualTo("403 812");
  }

  @ParameterizedTest
  @DisplayName("§2.1 ping-noauth and ping-nomiddleware need no credentials and name no application")
  @ValueSource(strings = {"ping-noauth", "ping-nomiddleware"})
  void noAuth(String path) {
    Backend.Reply reply = backend.as("", "").post(path, "");

    assertThat(reply.expect(200))
        .isEqualTo(
            Json.parse(
                "{\"pong\":true,\"auth\":{\"quota\":{},\"call\":{\"uuidv4\":\"%s\"}}}"
                    .formatted(reply.header("X-Call-Ref"))));
  }

  @ParameterizedTest
  @DisplayName("§2.1 every authenticated answer has an X-Call-Ref of its own, errors included")
  @CsvSource({
    "GET, ping, 200",
    "GET, app-storage, 200",
    "GET, payload/11111111-1111-4111-8111-111111111111, 404",
    "DELETE, payload/11111111-1111-4111-8111-111111111111, 404",
    "POST, payload, 400",
    "POST, user-tokens, 400",
  })
  void callReferences(String method, String path, int status) {
    Backend.Reply first = backend.call(method, "/api/v1/platform/" + path, "");
    Backend.Reply second = backend.call(method, "/api/v1/platform/" + path, "");

    assertThat(first.status()).isEqualTo(status);
    assertThat(Ids.isV4(first.header("X-Call-Ref"))).isTrue();
    assertThat(second.header("X-Call-Ref")).isNotEqualTo(first.header("X-Call-Ref"));
    if (status != 200) {
      assertThat(first.json().at("/error/reference").asText())
          .isEqualTo(first.header("X-Call-Ref"));
    }
  }

  @Test
  @DisplayName("§3 a failed authentication has a reference; an unknown path has none")
  void whereThereIsNoReference() {
    Backend.Reply refused = backend.as("", "").get("ping");
    Backend.Reply unknown = backend.get("nothing");

    assertThat(refused.json().at("/error/reference").asText())
        .isEqualTo(refused.header("X-Call-Ref"))
        .isNotEmpty();
    assertThat(unknown.header("X-Call-Ref")).isEmpty();
    assertThat(unknown.header("X-RateLimit-Limit")).isEmpty();
  }

  @Test
  @DisplayName("§3 malformed JSON has a fresh reference and no X-Call-Ref, whoever sent it")
  void malformed() {
    Backend.Reply reply = backend.post("payload", "{oops");

    assertThat(reply.error()).isEqualTo("400 null");
    assertThat(Ids.isV4(reply.json().at("/error/reference").asText())).isTrue();
    assertThat(reply.header("X-Call-Ref")).isEmpty();
    assertThat(reply.header("X-RateLimit-Limit")).isEmpty();
  }

  @ParameterizedTest
  @DisplayName("§3 what is no path of the platform is the fatal form, credentials or not")
  @CsvSource({
    "GET, /api/v1/platform/xrpl-tx/ABC",
    "GET, /api/v1/platform/hookhash/XYZ",
    "GET, /api/v1/platform/kyc-status/some-account-id",
    "GET, /api/v1/platform/account-meta/rNot0",
    "GET, /api/v1/platform/payload",
    "GET, /api/v1/platform/payload/ci",
    "POST, /api/v1/platform/payload/11111111-1111-4111-8111-111111111111",
    "GET, /api/v1/platform/user-tokens",
    "POST, /api/v1/platform/curated-assets",
    "PUT, /api/v1/platform/app-storage",
    "PATCH, /api/v1/platform/ping",
    "OPTIONS, /api/v1/platform/payload",
    "GET, /api/v1/platform/userdata",
    "GET, /api/v2/platform/ping",
    "GET, /api/v1",
    "DELETE, /api/v1/platform/ping",
  })
  void fatal(String method, String path) {
    for (Backend caller : new Backend[] {backend, backend.as("", "")}) {
      Backend.Reply reply = caller.call(method, path, "");
      assertThat(reply.expect(404))
          .isEqualTo(
              Json.parse(
                  """
                  {"error":true,
                   "message":"Endpoint unknown or method invalid for given endpoint",
                   "reference":"","code":404,"req":"%s","method":"%s"}"""
                      .formatted(path.substring(4), method)));
    }
  }

  @ParameterizedTest
  @DisplayName("§14 a trailing slash changes nothing")
  @CsvSource({
    "GET, ping/",
    "POST, payload/",
    "GET, app-storage/",
    "GET, rates/USD/",
    "GET, payload/ci/once/",
    "POST, user-tokens/",
  })
  void trailingSlashes(String method, String path) {
    backend.created(
        "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"custom_meta\":{\"identifier\":\"once\"}}");
    String body =
        switch (path) {
          case "payload/" -> SIGN_IN;
          case "user-tokens/" -> "{\"tokens\":[]}";
          default -> "";
        };

    backend.call(method, "/api/v1/platform/" + path, body).expect(200);
  }

  @Test
  @DisplayName("§2.3 back-end calls are not for pages of other origins: no CORS header")
  void noCors() {
    Backend.Reply reply = backend.from("https://shop.example").get("ping");

    assertThat(reply.expect(200).path("pong").asBoolean()).isTrue();
    assertThat(reply.headers().map().keySet())
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
  }

  @ParameterizedTest
  @DisplayName("§3.1 what the platform's own failures look like can be injected: 605 and 500")
  @CsvSource({"400, 605", "500, 500"})
  void platformFailures(int status, int code) {
    String body = "{\"error\":{\"reference\":\"r\",\"code\":%d}}".formatted(code);
    sandbox.faults().add(Fault.on("create", new Effect.Status(status, body, null)));

    assertThat(backend.create(SIGN_IN).error()).isEqualTo(status + " " + code);
  }

  @Test
  @DisplayName("§3 an exception inside is the fatal form with HTTP 500")
  void exceptionInside() {
    sandbox.faults().add(Fault.answer("ping", 500).once());

    Backend.Reply reply = backend.get("ping");
    assertThat(reply.expect(500).path("error")).isEqualTo(Json.parse("true"));
    assertThat(reply.json().path("code").asInt()).isEqualTo(500);
    assertThat(reply.json().path("req").asText()).isEqualTo("/v1/platform/ping");
  }
}
