package dev.countersign.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import dev.countersign.sandbox.Sandbox;
import dev.countersign.sandbox.SandboxApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;

/** How people get a JWT of the platform (PROTOCOL §9.2, §10). */
public final class SignIn {
  private static final String BACK = "http://localhost:3000/back";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Sandbox sandbox;
  private final SandboxApplication application;

  public SignIn(Sandbox sandbox, SandboxApplication application) {
    this.sandbox = sandbox;
    this.application = application;
  }

  /** By opening the application's xApp. */
  public String xapp(String person) {
    String ott = sandbox.person(person).openXapp(application.key());
    HttpResponse<String> answer =
        get("/api/v1/jwt/authorize", "x-api-key", application.key(), "x-api-ott", ott);
    return json(answer).path("jwt").asText();
  }

  /** By signing in to a web application. */
  public String oauth2(String person) {
    HttpResponse<String> begun =
        get(
            "/oauth2/auth?response_type=code&state=s&client_id="
                + application.key()
                + "&redirect_uri="
                + encoded(BACK));
    String uuid = location(begun).replaceAll(".*/sign/", "");
    sandbox.person(person).sign(uuid);
    JsonNode payload =
        json(
            get(
                "/api/v1/platform/payload/" + uuid,
                "x-api-key",
                application.key(),
                "x-api-secret",
                application.secret()));
    URI back = URI.create(payload.at("/meta/return_url_web").asText());
    String returned = location(get(back.getRawPath() + "?" + back.getRawQuery()));
    String code = returned.replaceAll(".*[?&]code=([^&]*).*", "$1");
    String form =
        "grant_type=authorization_code&code=%s&client_id=%s&client_secret=%s&redirect_uri=%s"
            .formatted(code, application.key(), application.secret(), encoded(BACK));
    HttpRequest redeeming =
        HttpRequest.newBuilder(URI.create(sandbox.url() + "/oauth2/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    return json(sent(redeeming)).path("access_token").asText();
  }

  /** The OAuth2 provider's name for itself. */
  public String issuer() {
    return sandbox.url() + "/oauth2";
  }

  /** The OAuth2 provider's key. */
  public RSAKey published() {
    try {
      return JWKSet.parse(get("/oauth2/certs").body()).getKeys().getFirst().toRSAKey();
    } catch (ParseException e) {
      throw new IllegalStateException("the certificates are no key set", e);
    }
  }

  private HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.url() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return sent(request.build());
  }

  private static HttpResponse<String> sent(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("location").orElseThrow();
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(answer.body(), e);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
