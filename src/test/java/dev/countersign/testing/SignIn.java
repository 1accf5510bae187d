package dev.countersign.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import java.util.LinkedHashMap;
import java.util.Map;

/** How people come by a JWT of the platform: in an xApp, or by signing in to a web application. */
public final class SignIn {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BACK = "http://localhost:3000/back";

  private final URI platform;
  private final Sandbox sandbox;
  private final SandboxApplication application;

  public SignIn(Sandbox sandbox, SandboxApplication application) {
    this.platform = sandbox.url();
    this.sandbox = sandbox;
    this.application = application;
  }

  /** PROTOCOL §9.2. */
  public String xapp(String person) {
    String ott = sandbox.person(person).openXapp(application.key());
    HttpRequest request =
        HttpRequest.newBuilder(at("/api/v1/jwt/authorize"))
            .header("x-api-key", application.key())
            .header("x-api-ott", ott)
            .build();
    return json(send(request)).path("jwt").asText();
  }

  /** PROTOCOL §10, the flow with a code. */
  public String oauth(String person) {
    Map<String, String> asking = new LinkedHashMap<>();
    asking.put("client_id", application.key());
    asking.put("redirect_uri", BACK);
    asking.put("response_type", "code");
    asking.put("state", "s");
    String page = redirected(at("/oauth2/auth?" + form(asking)));
    String uuid = page.substring(page.lastIndexOf('/') + 1);
    sandbox.person(person).sign(uuid);
    HttpRequest read =
        HttpRequest.newBuilder(at("/api/v1/platform/payload/" + uuid))
            .header("x-api-key", application.key())
            .header("x-api-secret", application.secret())
            .build();
    String back = redirected(URI.create(json(send(read)).at("/meta/return_url_web").asText()));
    Map<String, String> redeeming = new LinkedHashMap<>();
    redeeming.put("grant_type", "authorization_code");
    redeeming.put("code", back.replaceAll(".*[?&]code=([^&]*).*", "$1"));
    redeeming.put("client_id", application.key());
    redeeming.put("client_secret", application.secret());
    redeeming.put("redirect_uri", BACK);
    HttpRequest token =
        HttpRequest.newBuilder(at("/oauth2/token"))
            .header("accept", "application/json")
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(redeeming)))
            .build();
    return json(send(token)).path("access_token").asText();
  }

  public String issuer() {
    return platform + "/oauth2";
  }

  /** The provider's published key. */
  public RSAKey published() {
    try {
      String certs = send(HttpRequest.newBuilder(at("/oauth2/certs")).build()).body();
      return JWKSet.parse(certs).getKeys().getFirst().toRSAKey();
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private URI at(String path) {
    return URI.create(platform + path);
  }

  private static String redirected(URI page) {
    HttpRequest request = HttpRequest.newBuilder(page).header("accept", "text/html").build();
    return send(request).headers().firstValue("location").orElseThrow();
  }

  private static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), UTF_8))
        .collect(joining("&"));
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(response.body(), e);
    }
  }

  private static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
