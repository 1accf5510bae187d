package dev.countersign;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Whether what the platform posts can reach a worker: one that is not signed is answered 401. */
final class WebhookCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final int REFUSED = 401;

  private final HttpClient http;

  WebhookCheck(HttpClient http) {
    this.http = http;
  }

  /**
   * Webhooks are hints: nothing here is a failure.
   *
   * @param url as set in the platform's console
   */
  void look(String alias, @Nullable String url, Findings findings) throws InterruptedException {
    String name = "webhooks of " + alias + ": ";
    String path = "/webhooks/" + alias;
    if (url == null || url.isEmpty()) {
      findings.ok(
          name
              + "none set in the platform's console; a worker's public address with "
              + path
              + " there brings late signatures and token expiries");
      return;
    }
    URI target = target(url);
    if (target == null) {
      findings.warn(name + url + " is no http(s) address; correct it in the platform's console");
      return;
    }
    if (!String.valueOf(target.getPath()).endsWith(path)) {
      findings.warn(
          name + url + " does not end with " + path + "; correct it in the platform's console");
      return;
    }
    try {
      int status =
          http.send(
                  HttpRequest.newBuilder(target)
                      .timeout(PATIENCE)
                      .header("content-type", "application/json")
                      .POST(BodyPublishers.ofString("{}"))
                      .build(),
                  BodyHandlers.discarding())
              .statusCode();
      if (status == REFUSED) {
        findings.ok(name + url + " reaches a worker");
      } else {
        findings.warn(
            name
                + url
                + " answered "
                + status
                + " to a post without signature, where a worker answers 401; let it lead to a"
                + " worker's port");
      }
    } catch (IOException e) {
      findings.warn(
          name
              + url
              + " cannot be reached from here ("
              + e.getClass().getSimpleName()
              + "); see that a worker runs, and that the platform can reach it");
    }
  }

  private static @Nullable URI target(String url) {
    try {
      URI target = new URI(url);
      boolean http = "https".equals(target.getScheme()) || "http".equals(target.getScheme());
      return http && target.getHost() != null ? target : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }
}
