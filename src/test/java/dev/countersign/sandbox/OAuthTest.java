package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tests around a web application that people sign in to. */
abstract class OAuthTest extends SandboxTest {
  static final SandboxApplication SHOP = SandboxApplication.DEFAULT;
  static final String BACK = "http://localhost:3000/back";

  /** The pair of RFC 7636, appendix B. */
  static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  Frontend browser() {
    return new Frontend(sandbox.url(), "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
  }

  Frontend server() {
    return new Frontend(
        sandbox.url(),
        "Accept",
        "application/json",
        "Content-Type",
        "application/x-www-form-urlencoded");
  }

  /** What a web server with a secret asks for; more parameters or other values, and "" for none. */
  static Map<String, String> asking(String... more) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", SHOP.key());
    parameters.put("redirect_uri", BACK);
    parameters.put("response_type", "code");
    parameters.put("state", "st/1");
    return with(parameters, more);
  }

  static Map<String, String> askingWithPkce(String... more) {
    return with(asking("code_challenge", CHALLENGE, "code_challenge_method", "S256"), more);
  }

  static Map<String, String> with(Map<String, String> parameters, String... more) {
    for (int i = 0; i < more.length; i += 2) {
      parameters.put(more[i], more[i + 1]);
    }
    parameters.values().removeIf(String::isEmpty);
    return parameters;
  }

  Backend.Reply auth(Map<String, String> parameters) {
    return browser().get("/oauth2/auth?" + form(parameters));
  }

  /** The uuid of the payload whose sign page the browser is sent to. */
  String begun(Map<String, String> parameters) {
    Backend.Reply reply = auth(parameters);
    assertThat(reply.status()).as(reply.text()).isEqualTo(302);
    return reply.header("Location").replace(sandbox.url() + "/sign/", "");
  }

  /** Where the provider sends the browser after the sign page did. */
  URI back(String uuid) {
    String url = backend.read(uuid).at("/meta/return_url_web").asText();
    Backend.Reply reply = browser().get(url.substring(sandbox.url().toString().length()));
    assertThat(reply.status()).as(reply.text()).isEqualTo(302);
    return URI.create(reply.header("Location"));
  }

  /** From the click on "sign in" to the parameters that the application is called back with. */
  Map<String, String> signedIn(Map<String, String> parameters) {
    String uuid = begun(parameters);
    sandbox.person("ada").sign(uuid);
    return query(back(uuid));
  }

  Map<String, String> redeeming(String code, String... more) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("grant_type", "authorization_code");
    parameters.put("code", code);
    parameters.put("client_id", SHOP.key());
    parameters.put("client_secret", SHOP.secret());
    parameters.put("redirect_uri", BACK);
    return with(parameters, more);
  }

  Backend.Reply token(Map<String, String> parameters) {
    return server().post("/oauth2/token", form(parameters));
  }

  String code(Map<String, String> parameters) {
    return signedIn(parameters).getOrDefault("code", "");
  }

  /** A JWT with everything that can be asked for. */
  String jwt() {
    return token(redeeming(code(asking("scope", "openid", "nonce", "n1"))))
        .expect(200)
        .path("access_token")
        .asText();
  }

  static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(joining("&"));
  }

  static Map<String, String> query(URI uri) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : uri.getRawQuery().split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], UTF_8));
    }
    return parameters;
  }

  static JsonNode claims(String jwt) {
    return part(jwt, 1);
  }

  static JsonNode part(String jwt, int index) {
    return Json.parse(new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[index]), UTF_8));
  }

  /** Status, error and description, as "400 invalid_request: …". */
  static String refusal(Backend.Reply reply) {
    assertThat(reply.json().properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("error", "error_description");
    return "%d %s: %s"
        .formatted(
            reply.status(),
            reply.json().path("error").asText(),
            reply.json().path("error_description").asText());
  }
}
