package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §10: a code for a JWT")
class OAuthTokenTest extends OAuthTest {
  private static final String MISSING =
      "400 invalid_request: Required parameters are missing in the request.";

  @Test
  @DisplayName("§10 with a secret: the answer's fields, and the ID token is the access token")
  void secret() {
    JsonNode answer = token(redeeming(code(asking("scope", "openid")))).expect(200);

    String jwt = answer.path("access_token").asText();
    assertThat(answer)
        .isEqualTo(
            Json.parse(
                """
                {"access_token":"%1$s","token_type":"bearer","expires_in":86400,"id_token":"%1$s",
                 "refresh_token":"","scope":"openid"}"""
                    .formatted(jwt)));
  }

  @Test
  @DisplayName("§10 without scope openid there is no ID token, without scope none comes back")
  void noIdToken() {
    JsonNode other = token(redeeming(code(asking("scope", "email")))).expect(200);
    JsonNode none = token(redeeming(code(asking()))).expect(200);

    assertThat(other.has("id_token")).isFalse();
    assertThat(other.path("scope").asText()).isEqualTo("email");
    assertThat(none.has("id_token")).isFalse();
    assertThat(none.has("scope")).isFalse();
  }

  @Test
  @DisplayName("§10 with PKCE and no secret")
  void pkce() {
    token(redeeming(code(askingWithPkce()), "client_secret", "", "code_verifier", VERIFIER))
        .expect(200);
  }

  @Test
  @DisplayName("§10 with PKCE and a secret")
  void pkceAndSecret() {
    token(redeeming(code(askingWithPkce()), "code_verifier", VERIFIER)).expect(200);
  }

  @Test
  @DisplayName("§10 a secret does not stand for the verifier of a challenge that was made")
  void pkceIsNotSkipped() {
    String code = code(askingWithPkce());

    assertThat(refusal(token(redeeming(code))))
        .isEqualTo(
            "400 invalid_request: code_verifier is missing: the sign in began with a code_challenge.");
    assertThat(refusal(token(redeeming(code, "code_verifier", VERIFIER + "x"))))
        .isEqualTo("400 access_denied: Code verifier does not match code challenge.");
    token(redeeming(code, "code_verifier", VERIFIER)).expect(200);
  }

  @Test
  @DisplayName("§10 with basic authentication")
  void basic() {
    Map<String, String> parameters =
        redeeming(code(asking()), "client_id", "", "client_secret", "");
    String basic =
        Base64.getEncoder().encodeToString((SHOP.key() + ":" + SHOP.secret()).getBytes(UTF_8));

    new Frontend(
            sandbox.url(),
            "Authorization",
            "Basic " + basic,
            "Content-Type",
            "application/x-www-form-urlencoded")
        .post("/oauth2/token", form(parameters))
        .expect(200);
  }

  @Test
  @DisplayName("§10 as JSON, with authorization_code instead of code")
  void json() {
    ObjectNode body = Json.object();
    redeeming("", "authorization_code", code(asking())).forEach(body::put);

    new Frontend(sandbox.url(), "Content-Type", "application/json; charset=utf-8")
        .post("/oauth2/token", Json.text(body))
        .expect(200);
  }

  @Test
  @DisplayName("§10 a code is good once")
  void once() {
    String code = code(asking());
    token(redeeming(code)).expect(200);

    assertThat(refusal(token(redeeming(code))))
        .isEqualTo("400 access_denied: Invalid authorization code.");
  }

  @Test
  @DisplayName("§10 a code is good for ten minutes of sandbox time")
  void tenMinutes() {
    String inTime = code(asking());
    String tooLate = code(asking());
    sandbox.clock().advance(Duration.ofMinutes(9));
    token(redeeming(inTime)).expect(200);

    sandbox.clock().advance(Duration.ofMinutes(1));

    assertThat(refusal(token(redeeming(tooLate))))
        .isEqualTo("400 access_denied: Authorization code expired.");
  }

  @ParameterizedTest
  @DisplayName("§10 only authorization_code is a grant: no refresh, password or client credentials")
  @ValueSource(strings = {"", "refresh_token", "password", "client_credentials"})
  void grants(String type) {
    assertThat(refusal(token(redeeming("c", "grant_type", type))))
        .isEqualTo("400 invalid_request: Grant type is invalid or missing.");
  }

  @Test
  @DisplayName("§10 missing parameters are invalid_request")
  void missing() {
    String code = code(asking());

    assertThat(refusal(token(redeeming("")))).isEqualTo(MISSING);
    assertThat(refusal(token(redeeming(code, "client_id", "")))).isEqualTo(MISSING);
    assertThat(refusal(token(redeeming(code, "redirect_uri", "")))).isEqualTo(MISSING);
    assertThat(refusal(token(redeeming(code, "client_secret", "")))).isEqualTo(MISSING);
  }

  @Test
  @DisplayName("§10 what does not fit the code is access_denied, and leaves the code as it was")
  void denied() {
    String code = code(askingWithPkce());
    SandboxApplication other = sandbox.addApplication("other");
    String stranger = "11111111-1111-4111-8111-111111111111";

    assertThat(refusal(token(redeeming(code, "client_secret", stranger))))
        .isEqualTo("400 access_denied: Invalid client credentials.");
    assertThat(refusal(token(redeeming(code, "client_id", stranger))))
        .isEqualTo("400 access_denied: Invalid client credentials.");
    assertThat(
            refusal(
                token(redeeming(code, "client_id", other.key(), "client_secret", other.secret()))))
        .isEqualTo("400 access_denied: Client ID does not match the record.");
    assertThat(refusal(token(redeeming(code, "redirect_uri", BACK + "2"))))
        .isEqualTo("400 access_denied: Redirect URL does not match the record.");
    assertThat(refusal(token(redeeming(code, "client_secret", "", "code_verifier", "wrong"))))
        .isEqualTo("400 access_denied: Code verifier does not match code challenge.");
    token(redeeming(code, "code_verifier", VERIFIER)).expect(200);
  }

  @Test
  @DisplayName("§10 a verifier is no proof where there was no challenge")
  void noChallenge() {
    String code = code(asking());

    assertThat(refusal(token(redeeming(code, "client_secret", "", "code_verifier", VERIFIER))))
        .isEqualTo("400 invalid_request: Code challenge does not exist.");
  }

  @Test
  @DisplayName("§10 what is neither form nor JSON is invalid_request")
  void malformed() {
    Frontend json = new Frontend(sandbox.url(), "Content-Type", "application/json");

    assertThat(refusal(json.post("/oauth2/token", "{\"grant_type\":")))
        .isEqualTo("400 invalid_request: The body is not JSON.");
    assertThat(refusal(json.post("/oauth2/token", "[]")))
        .isEqualTo("400 invalid_request: Grant type is invalid or missing.");
    assertThat(refusal(server().post("/oauth2/token", "grant_type=%zz")))
        .isEqualTo("400 invalid_request: 'grant_type' is not URL-encoded.");
    assertThat(
            refusal(
                new Frontend(sandbox.url(), "Authorization", "Basic ***")
                    .post("/oauth2/token", "grant_type=authorization_code")))
        .isEqualTo("400 invalid_request: The Authorization header is no basic authentication.");
  }

  @Test
  @DisplayName("§10 a code in the query of a token request is none: it would end up in logs")
  void notInTheQuery() {
    String code = code(asking());

    assertThat(refusal(server().post("/oauth2/token?" + form(redeeming(code)), "a=b")))
        .isEqualTo("400 invalid_request: Grant type is invalid or missing.");
  }

  @Test
  @DisplayName("CONTRACT §10 an answer that is lost has used its code up")
  void lostAnswer() {
    String code = code(asking());
    control("POST", "faults", "{\"path\":\"/oauth2/token\",\"times\":1,\"lose_answer\":true}");

    assertThatThrownBy(() -> token(redeeming(code))).isInstanceOf(UncheckedIOException.class);

    assertThat(refusal(token(redeeming(code))))
        .isEqualTo("400 access_denied: Invalid authorization code.");
  }

  @Test
  @DisplayName("CONTRACT §10 faults reach the provider by name, path and client")
  void faults() {
    String code = code(asking());
    control(
        "POST",
        "faults",
        """
        {"application":"%s","path":"oauth2","times":1,"status":502,"body":"<h1>Bad gateway</h1>"}"""
            .formatted(SHOP.key()));

    assertThat(token(redeeming(code)).status()).isEqualTo(502);
    token(redeeming(code)).expect(200);
  }
}
