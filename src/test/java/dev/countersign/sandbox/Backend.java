package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** An application's back end: plain HTTP with key and secret. */
final class Backend {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI url;
  private final SandboxApplication application;
  private final String page;

  record Reply(int status, HttpHeaders headers, String text) {
    JsonNode json() {
      return Json.parse(text);
    }

    JsonNode expect(int wanted) {
      assertThat(status).as(text).isEqualTo(wanted);
      return json();
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /** Status and code of form 1, as "400 602". */
    String error() {
      return status + " " + json().path("error").path("code").asText();
    }
  }

  Backend(URI url, SandboxApplication application) {
    this(url, application, "");
  }

  private Backend(URI url, SandboxApplication application, String page) {
    this.url = url;
    this.application = application;
    this.page = page;
  }

  /** As a browser that shows a page from there. */
  Backend from(String origin) {
    return new Backend(url, application, origin);
  }

  Backend as(SandboxApplication other) {
    return new Backend(url, other);
  }

  Backend as(String key, String secret) {
    return new Backend(url, new SandboxApplication(key, secret, ""));
  }

  Reply get(String path) {
    return call("GET", "/api/v1/platform/" + path, "");
  }

  Reply post(String path, String body) {
    return call("POST", "/api/v1/platform/" + path, body);
  }

  Reply delete(String path) {
    return call("DELETE", "/api/v1/platform/" + path, "");
  }

  Reply create(String body) {
    return post("payload", body);
  }

  String created(String body) {
    return create(body).expect(200).path("uuid").asText();
  }

  JsonNode read(String uuid) {
    return get("payload/" + uuid).expect(200);
  }

  Reply call(String method, String path, String body) {
    try {
      HttpResponse<String> response =
          HTTP.send(request(method, path, body), BodyHandlers.ofString());
      return new Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] bytes(String path) {
    try {
      return HTTP.send(request("GET", path, ""), BodyHandlers.ofByteArray()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest request(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (!application.key().isEmpty()) {
      request.header("X-Api-Key", application.key()).header("x-api-secret", application.secret());
    }
    if (!page.isEmpty()) {
      request.header("Origin", page);
    }
    return request.build();
  }
}
