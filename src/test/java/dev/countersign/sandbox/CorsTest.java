package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §2.3: what pages of other origins may call")
class CorsTest extends SandboxTest {
  private static final String PAGE = "https://shop.example";

  @ParameterizedTest
  @DisplayName("§2.3 every answer for signed-in people and of OAuth2 can be read, refusals too")
  @CsvSource({
    "GET,/api/v1/jwt/ping",
    "GET,/api/v1/xapp-jwt/ping",
    "GET,/api/v1/jwt/authorize",
    "POST,/api/v1/jwt/payload",
    "GET,/api/v1/jwt/nothing",
    "POST,/oauth2/token",
    "GET,/oauth2/userinfo",
    "GET,/oauth2/certs",
    "GET,/oauth2/.well-known/openid-configuration"
  })
  void open(String method, String path) {
    Backend.Reply reply = new Frontend(sandbox.url(), "Origin", PAGE).call(method, path, "");

    assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(cors(reply)).hasSize(1);
  }

  @ParameterizedTest
  @DisplayName("§2.3 preflights there are answered 204, with every header that is asked for")
  @ValueSource(
      strings = {"/api/v1/jwt/payload", "/api/v1/xapp-jwt/ping", "/oauth2/token", "/oauth2/certs"})
  void preflight(String path) {
    Backend.Reply reply = preflightOf(path);

    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.text()).isEmpty();
    assertThat(reply.header("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(reply.header("Access-Control-Allow-Methods")).contains("GET", "POST", "DELETE");
    assertThat(reply.header("Access-Control-Allow-Headers"))
        .isEqualTo("authorization,content-type,x-api-key,x-api-ott");
    assertThat(reply.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(sandbox.calls()).extracting(Call::method).doesNotContain("OPTIONS");
  }

  @ParameterizedTest
  @DisplayName(
      "§2.3 nothing else can be read: platform, sign pages and control have no such header")
  @ValueSource(
      strings = {
        "/api/v1/platform/ping",
        "/api/v1/platform/ping-noauth",
        "/api/v1/platform/payload",
        "/api/v1/platform/user-tokens",
        "/api/v1/jwtx/ping",
        "/sign/11111111-1111-4111-8111-111111111111",
        "/sandbox/people",
        "/oauth2",
        "/"
      })
  void closed(String path) {
    Backend.Reply answer = new Frontend(sandbox.url(), "Origin", PAGE).get(path);
    Backend.Reply preflight = preflightOf(path);

    assertThat(cors(answer)).isEmpty();
    assertThat(cors(preflight)).isEmpty();
    assertThat(preflight.status()).isGreaterThanOrEqualTo(400);
  }

  private Backend.Reply preflightOf(String path) {
    return new Frontend(
            sandbox.url(),
            "Origin",
            PAGE,
            "Access-Control-Request-Method",
            "POST",
            "Access-Control-Request-Headers",
            "authorization,content-type,x-api-key,x-api-ott")
        .call("OPTIONS", path, "");
  }

  private static List<String> cors(Backend.Reply reply) {
    return reply.headers().map().keySet().stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"))
        .toList();
  }
}
