package dev.countersign.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** What runs in a person's browser: plain HTTP with the headers that it was given. */
final class Frontend {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI url;
  private final String[] headers;

  /** Headers as name and value in turn. */
  Frontend(URI url, String... headers) {
    this.url = url;
    this.headers = headers;
  }

  static Frontend withJwt(URI url, String jwt) {
    return new Frontend(url, "Authorization", "Bearer " + jwt);
  }

  Backend.Reply get(String path) {
    return call("GET", path, "");
  }

  Backend.Reply post(String path, String body) {
    return call("POST", path, body);
  }

  Backend.Reply call(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve(path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
      return new Backend.Reply(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
