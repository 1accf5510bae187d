package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("PROTOCOL §10: there over the sign page and back")
class OAuthSignInTest extends OAuthTest {
  @ParameterizedTest
  @DisplayName("§10 auth and authorize make a SignIn payload and redirect to its sign page")
  @CsvSource({"auth", "authorize", "auth/"})
  void begins(String call) {
    Backend.Reply reply = browser().get("/oauth2/" + call + "?" + form(asking()));

    assertThat(reply.status()).isEqualTo(302);
    String uuid = reply.header("Location").replace(sandbox.url() + "/sign/", "");
    JsonNode payload = backend.read(uuid);
    assertThat(payload.at("/payload/request_json"))
        .isEqualTo(Json.parse("{\"TransactionType\":\"SignIn\",\"SignIn\":true}"));
    assertThat(payload.at("/application/uuidv4").asText()).isEqualTo(SHOP.key());
    assertThat(payload.at("/meta/pushed").asBoolean()).isFalse();
    assertThat(payload.at("/meta/return_url_app")).isEqualTo(payload.at("/meta/return_url_web"));
    assertThat(payload.at("/meta/return_url_app").asText())
        .startsWith(sandbox.url() + "/oauth2/signin?")
        .endsWith("payload=" + uuid);
    assertThat(payload.at("/custom_meta/instruction").asText())
        .isEqualTo("Sign in to localhost:3000");
  }

  @Test
  @DisplayName("§10 force_network, if letters, and signers become options of the payload")
  void extras() {
    String account = sandbox.person("ada").account();

    JsonNode both = meta(begun(asking("force_network", "TESTNET", "signers", account + ",r2")));
    JsonNode neither = meta(begun(asking("force_network", "TEST NET")));

    assertThat(both.path("force_network").asText()).isEqualTo("TESTNET");
    assertThat(both.path("signers")).isEqualTo(Json.parse("[\"%s\",\"r2\"]".formatted(account)));
    assertThat(neither.path("force_network").isNull()).isTrue();
    assertThat(neither.path("signers").isNull()).isTrue();
  }

  @Test
  @DisplayName(
      "§10 signed, the browser comes back with code and authorization_code, state and nonce")
  void code() {
    String uuid = begun(asking("nonce", "n 1", "scope", "openid"));
    sandbox.person("ada").sign(uuid);

    URI back = back(uuid);

    assertThat(back.toString()).startsWith(BACK + "?");
    Map<String, String> query = query(back);
    assertThat(query).containsOnlyKeys("authorization_code", "code", "nonce", "state");
    assertThat(query.get("code")).isNotEmpty().isEqualTo(query.get("authorization_code"));
    assertThat(query).containsEntry("state", "st/1").containsEntry("nonce", "n 1");
  }

  @Test
  @DisplayName("§10 what was not asked with does not come back, and a query of one's own stays")
  void ownQuery() {
    String uuid = begun(asking("redirect_uri", BACK + "?shop=1", "state", ""));
    sandbox.person("ada").sign(uuid);

    assertThat(query(back(uuid))).containsOnlyKeys("shop", "authorization_code", "code");
  }

  @Test
  @DisplayName("§10 the implicit flow comes back with the JWT instead, state in it and beside it")
  void implicit() {
    Map<String, String> query =
        signedIn(asking("response_type", "token", "nonce", "n1", "scope", "openid"));

    assertThat(query)
        .containsOnlyKeys(
            "access_token", "token_type", "expires_in", "refresh_token", "scope", "state", "nonce");
    assertThat(query)
        .containsEntry("token_type", "bearer")
        .containsEntry("expires_in", "86400")
        .containsEntry("refresh_token", "")
        .containsEntry("state", "st/1");
    JsonNode claims = claims(query.getOrDefault("access_token", ""));
    assertThat(claims.path("state").asText()).isEqualTo("st/1");
    assertThat(claims.path("sub").asText()).isEqualTo(sandbox.person("ada").account());
  }

  @Test
  @DisplayName("§10 rejected, it comes back with access_denied and no code")
  void rejected() {
    String uuid = begun(asking());
    sandbox.person("ada").reject(uuid);

    assertThat(query(back(uuid)))
        .containsOnlyKeys("error", "error_description", "state")
        .containsEntry("error", "access_denied")
        .containsEntry("error_description", "The XUMM sign in request has been rejected");
  }

  @Test
  @DisplayName("§7.2 a browser that follows the resolve frame at once is not told it was rejected")
  void fasterThanTheState() throws Exception {
    try (Sandbox slow =
        Sandbox.start(SandboxOptions.onAnyPort().withResolveLag(Duration.ofSeconds(1)))) {
      Frontend fast = new Frontend(slow.url());
      String link = fast.get("/oauth2/auth?" + form(asking())).header("Location");
      String uuid = link.substring(link.lastIndexOf('/') + 1);
      String url = read(slow, uuid).at("/meta/return_url_web").asText();
      SocketProbe probe = SocketProbe.connect(slow.url(), uuid);
      probe.next(2);
      Thread signing = Thread.startVirtualThread(() -> slow.person("ada").sign(uuid));
      probe.next(4);
      assertThat(read(slow, uuid).at("/meta/signed").asBoolean()).isFalse();

      Backend.Reply reply = fast.get(url.substring(slow.url().toString().length()));

      assertThat(query(URI.create(reply.header("Location")))).containsKey("code");
      signing.join();
      probe.close();
    }
  }

  @Test
  @DisplayName("§10 parameters that are missing or wrong are invalid_request")
  void invalid() {
    String missing = "400 invalid_request: Required parameters are missing in the request.";

    assertThat(refused(asking("response_type", "")))
        .isEqualTo("400 invalid_request: Grant type is invalid or missing.");
    assertThat(refused(asking("response_type", "id_token")))
        .isEqualTo("400 invalid_request: Grant type is invalid or missing.");
    assertThat(refused(asking("client_id", ""))).isEqualTo(missing);
    assertThat(refused(asking("redirect_uri", ""))).isEqualTo(missing);
    assertThat(refused(asking("code_challenge", CHALLENGE))).isEqualTo(missing);
    assertThat(refused(asking("code_challenge_method", "S256"))).isEqualTo(missing);
    assertThat(refused(askingWithPkce("code_challenge_method", "plain")))
        .isEqualTo("400 invalid_request: code_challenge_method: 'plain' is not S256.");
  }

  @Test
  @DisplayName("§10 an unknown client or an address that it did not register is access_denied")
  void denied() {
    String denied = "400 access_denied: Invalid client/redirect URL.";

    assertThat(refused(asking("client_id", "11111111-1111-4111-8111-111111111111")))
        .isEqualTo(denied);
    assertThat(refused(asking("redirect_uri", "https://elsewhere.example/back"))).isEqualTo(denied);
  }

  @Test
  @DisplayName("§10 addresses registered in the console are prefixes, with wildcard sub-domains")
  void registered() {
    control(
        "POST",
        "applications",
        """
        {"key":"%s","redirect_uris":["https://shop.example/in","https://*.test.example"]}"""
            .formatted(SHOP.key()));

    begun(asking("redirect_uri", "https://shop.example/in/here?x=1"));
    begun(asking("redirect_uri", "https://a.b.test.example/back"));
    assertThat(refused(asking("redirect_uri", "https://shop.example/")))
        .startsWith("400 access_denied");
    assertThat(refused(asking("redirect_uri", "https://test.example/")))
        .startsWith("400 access_denied");
    assertThat(refused(asking())).startsWith("400 access_denied");
  }

  @Test
  @DisplayName("§10 who reads HTML gets a page instead of JSON")
  void page() {
    Backend.Reply reply = auth(asking("client_id", "<b>"));

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).startsWith("text/html");
    assertThat(reply.text()).contains("access_denied").contains("Invalid client/redirect URL.");
  }

  @Test
  @DisplayName("§10 what the platform refuses is a 503 xumm_api_err")
  void platformRefuses() {
    sandbox.disable(SHOP.key(), true);

    assertThat(refused(asking())).isEqualTo("503 xumm_api_err: Error code 810");
  }

  @Test
  @DisplayName("§10 the return address is refused with another hash, token or client")
  void forgedReturn() {
    String path = returnPath(begun(asking()));

    assertThat(refusal(server().get(path.replaceFirst("h=..", "h=00"))))
        .startsWith("403 xumm_signin_sec_vil");
    assertThat(refusal(server().get(path.replaceFirst("t=....", "t=0000"))))
        .startsWith("403 xumm_signin_sec_vil");
    assertThat(refusal(server().get(path.replaceFirst("c=[^&]+", "c=other"))))
        .startsWith("403 xumm_signin_sec_vil");
  }

  @Test
  @DisplayName("§10 the return address is a 500 for payloads that are no sign-in of this client")
  void unknownReturn() {
    String path = returnPath(begun(asking()));
    String ordinary = backend.created(SIGN_IN);

    assertThat(refusal(server().get(path.replaceFirst("payload=.+", "payload=" + ordinary))))
        .startsWith("500 xumm_signin_redir_err");
    assertThat(refusal(server().get(path.replaceFirst("payload=.+", "payload=nonsense"))))
        .startsWith("500 xumm_signin_redir_err");
    assertThat(refusal(server().get("/oauth2/signin?payload=" + ordinary)))
        .startsWith("500 xumm_signin_redir_err");
    assertThat(refusal(server().get("/oauth2/signin"))).startsWith("400 invalid_request");
  }

  @Test
  @DisplayName("CONTRACT §10 an address that is none cannot be registered")
  void unregistrable() {
    for (String uris : new String[] {"[\"shop.example\"]", "\"https://shop.example\""}) {
      assertThat(
              backend
                  .call(
                      "POST",
                      "/sandbox/applications",
                      "{\"key\":\"%s\",\"redirect_uris\":%s}".formatted(SHOP.key(), uris))
                  .expect(400)
                  .at("/error/message")
                  .asText())
          .startsWith("redirect_uris: ");
    }
  }

  @Test
  @DisplayName("CONTRACT §10 the log shows sign-ins with their client and payload, without codes")
  void logged() {
    String code = code(asking());
    token(redeeming(code)).expect(200);

    Call begun =
        sandbox.calls().stream().filter(c -> c.path().endsWith("/auth")).findFirst().orElseThrow();
    assertThat(begun.endpoint()).isEqualTo("oauth2");
    assertThat(begun.application()).isEqualTo(SHOP.key());
    assertThat(begun.payload()).isNotNull();
    assertThat(sandbox.calls().toString()).doesNotContain(code).doesNotContain(SHOP.secret());
  }

  private String returnPath(String uuid) {
    String url = meta(uuid).path("return_url_web").asText();
    return url.substring(sandbox.url().toString().length());
  }

  private JsonNode meta(String uuid) {
    return backend.read(uuid).path("meta");
  }

  private static JsonNode read(Sandbox sandbox, String uuid) {
    return new Backend(sandbox.url(), SHOP).read(uuid);
  }

  private String refused(Map<String, String> parameters) {
    return refusal(server().get("/oauth2/auth?" + form(parameters)));
  }
}
