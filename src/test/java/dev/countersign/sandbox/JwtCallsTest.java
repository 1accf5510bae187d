package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("PROTOCOL §2.3 and §9.2: calls with a JWT")
class JwtCallsTest extends XappTest {
  @ParameterizedTest
  @DisplayName("§15 ping answers pong and the claims flat, and no auth, at the old address too")
  @CsvSource({"GET,jwt", "POST,jwt", "GET,xapp-jwt"})
  void ping(String method, String family) {
    String jwt = jwt();
    ObjectNode claims =
        (ObjectNode)
            Json.parse(new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), UTF_8));

    JsonNode pong =
        Frontend.withJwt(sandbox.url(), jwt)
            .call(method, "/api/v1/" + family + "/ping/", "")
            .expect(200);

    assertThat(pong).isEqualTo(claims.put("pong", true));
    assertThat(pong.has("auth")).isFalse();
  }

  @Test
  @DisplayName("§9.2 the old address authorizes too")
  void oldAddress() {
    String ott = sandbox.person("ada").openXapp(KEY);

    new Frontend(sandbox.url(), "x-api-key", KEY, "x-api-ott", ott)
        .get("/api/v1/xapp-jwt/authorize")
        .expect(200);
  }

  @Test
  @DisplayName("§2.3 no JWT is 812, also with key and secret")
  void withoutJwt() {
    assertThat(new Frontend(sandbox.url()).get("/api/v1/jwt/ping").error()).isEqualTo("403 812");
    assertThat(backend.call("GET", "/api/v1/jwt/ping", "").error()).isEqualTo("403 812");
  }

  @Test
  @DisplayName("§2.3 what is no JWT, unsigned or signed with something else is 813")
  void forged() {
    String[] parts = jwt().split("\\.");
    String none =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(UTF_8));
    String longer =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8)
                    .replace("\"exp\":", "\"exp\":9")
                    .getBytes(UTF_8));

    assertThat(refusal("nonsense")).isEqualTo("403 813");
    assertThat(refusal(none + "." + parts[1] + ".")).isEqualTo("403 813");
    assertThat(refusal(parts[0] + "." + longer + "." + parts[2])).isEqualTo("403 813");
    assertThat(refusal(parts[0] + "." + parts[1] + "." + "A".repeat(43))).isEqualTo("403 813");
  }

  @Test
  @DisplayName("§9.1 a JWT is good for 24 hours of sandbox time")
  void expired() {
    Frontend ada = signedIn();
    sandbox.clock().advance(Duration.ofHours(24).minusSeconds(30));
    ada.get("/api/v1/jwt/ping").expect(200);

    sandbox.clock().advance(Duration.ofSeconds(30));

    assertThat(ada.get("/api/v1/jwt/ping").error()).isEqualTo("403 813");
  }

  @Test
  @DisplayName("§2.2 a JWT of an application that was disabled is 810")
  void disabled() {
    Frontend ada = signedIn();
    sandbox.disable(KEY, true);

    assertThat(ada.get("/api/v1/jwt/ping").error()).isEqualTo("403 810");
  }

  @Test
  @DisplayName("CONTRACT §10 a reset forgets who was signed in")
  void forgotten() {
    Frontend ada = signedIn();
    sandbox.reset();

    assertThat(ada.get("/api/v1/jwt/ping").error()).isEqualTo("403 813");
  }

  @Test
  @DisplayName("§9.2 the platform's other calls take a JWT instead of key and secret")
  void onThePlatform() {
    String token = userToken();
    Frontend ada = signedIn();

    assertThat(
            ada.post("/api/v1/platform/user-tokens", "{\"tokens\":[\"%s\"]}".formatted(token))
                .expect(200)
                .at("/tokens/0/active")
                .asBoolean())
        .isTrue();
    ada.get("/api/v1/platform/user-token/" + token).expect(200);
    ada.post("/api/v1/platform/xapp/push", "{\"user_token\":\"%s\"}".formatted(token)).expect(200);
  }

  @ParameterizedTest
  @DisplayName("§9.2 calls with an address for JWTs take none on the platform")
  @CsvSource({
    "GET,ping",
    "POST,payload",
    "GET,payload/11111111-1111-4111-8111-111111111111",
    "GET,payload/ci/x",
    "DELETE,payload/11111111-1111-4111-8111-111111111111"
  })
  void notOnThePlatform(String method, String path) {
    assertThat(signedIn().call(method, "/api/v1/platform/" + path, "").error())
        .isEqualTo("403 812");
  }

  @ParameterizedTest
  @DisplayName("§9.2 what is not for JWTs is an unknown endpoint there")
  @CsvSource({
    "POST,user-tokens",
    "GET,ping-noauth",
    "POST,xapp/push",
    "GET,nothing",
    "POST,authorize"
  })
  void notForJwts(String method, String path) {
    assertThat(
            signedIn().call(method, "/api/v1/jwt/" + path, "").expect(404).path("message").asText())
        .startsWith("Endpoint unknown");
  }

  @Test
  @DisplayName("§11 what people call counts against their application's limit")
  void limited() {
    Frontend ada = signedIn();
    sandbox.limit(new Limits(null, 1));
    Backend.Reply first = ada.get("/api/v1/jwt/ping");

    assertThat(first.header("X-RateLimit-Remaining")).isEqualTo("0");
    assertThat(ada.get("/api/v1/jwt/ping").status()).isEqualTo(429);
  }

  @Test
  @DisplayName("CONTRACT §10 the log and the faults know the application of a JWT, not the JWT")
  void logged() {
    String jwt = jwt();
    Frontend ada = Frontend.withJwt(sandbox.url(), jwt);
    control(
        "POST",
        "faults",
        "{\"application\":\"%s\",\"path\":\"ping\",\"status\":503}".formatted(KEY));

    ada.get("/api/v1/jwt/ping").expect(503);

    assertThat(sandbox.calls().getLast().application()).isEqualTo(KEY);
    assertThat(sandbox.calls().toString()).doesNotContain(jwt);
  }

  private String refusal(String jwt) {
    return Frontend.withJwt(sandbox.url(), jwt).get("/api/v1/jwt/ping").error();
  }
}
