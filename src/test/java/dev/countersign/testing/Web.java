package dev.countersign.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** A worker's HTTP port. Headers are given as names and values in turn. */
public final class Web {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final String origin;

  public Web(String origin) {
    this.origin = origin;
  }

  public HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, headers);
  }

  public HttpResponse<String> send(String method, String path, String... headers) {
    return sent(request(method, path, BodyPublishers.noBody(), headers));
  }

  /** Posts JSON that is written with single quotes. */
  public HttpResponse<String> post(String path, String json, String... headers) {
    return sent(posting(path, json, headers));
  }

  /** Does not wait for the answer. */
  public CompletableFuture<HttpResponse<String>> posted(String path, String json) {
    return CLIENT.sendAsync(posting(path, json), HttpResponse.BodyHandlers.ofString());
  }

  public URI url(String path) {
    return URI.create(origin + path);
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url(path));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    return sent(request.build());
  }

  public CompletableFuture<HttpResponse<String>> begin(HttpRequest.Builder request) {
    return CLIENT.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** A number of the metrics; 0 if there is no such line. */
  public double metric(String name) {
    return get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + ' '))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .sum();
  }

  private HttpRequest posting(String path, String json, String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "content-type";
    all[1] = "application/json";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return request("POST", path, BodyPublishers.ofString(json.replace('\'', '"')), all);
  }

  private HttpRequest request(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request = request(path).method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  private static HttpResponse<String> sent(HttpRequest request) {
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
