package dev.countersign.http;

import dev.countersign.worker.Health;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Serves {@code /health/live}, {@code /health/ready}, {@code /metrics} and {@code
 * /webhooks/<application>}.
 */
public final class HttpEdge {
  private static final String WEBHOOKS = "/webhooks/";
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final Health health;
  private final PrometheusMeterRegistry metrics;
  private final WebhookEdge webhooks;

  private HttpEdge(Health health, PrometheusMeterRegistry metrics, WebhookEdge webhooks) {
    this.health = health;
    this.metrics = metrics;
    this.webhooks = webhooks;
  }

  /** Starts to listen; port 0 is any free one. */
  public static Future<HttpServer> start(
      Vertx vertx,
      String host,
      int port,
      Health health,
      PrometheusMeterRegistry metrics,
      WebhookEdge webhooks) {
    HttpEdge edge = new HttpEdge(health, metrics, webhooks);
    return vertx
        .createHttpServer(new HttpServerOptions().setMaxInitialLineLength(8 * 1024))
        .requestHandler(edge::route)
        .listen(port, host);
  }

  private void route(HttpServerRequest request) {
    switch (request.path()) {
      case "/health/live" -> get(request, () -> report(request, health.live()));
      case "/health/ready" -> get(request, () -> report(request, health.ready()));
      case "/metrics" -> get(request, () -> scrape(request));
      case String path when path.startsWith(WEBHOOKS) ->
          webhooks.handle(request, path.substring(WEBHOOKS.length()));
      case null, default ->
          problem(
              request,
              404,
              "no such path; there are /health/live, /health/ready, /metrics and"
                  + " /webhooks/<application>");
    }
  }

  private static void get(HttpServerRequest request, Runnable answer) {
    if (request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD)) {
      answer.run();
    } else {
      request.response().putHeader("allow", "GET, HEAD");
      problem(request, 405, "only GET is possible here");
    }
  }

  private static void report(HttpServerRequest request, Health.Report report) {
    JsonObject body =
        new JsonObject()
            .put("status", report.isUp() ? "UP" : "DOWN")
            .put("reasons", new JsonArray(report.reasons()));
    json(request, report.isUp() ? 200 : 503, body);
  }

  private void scrape(HttpServerRequest request) {
    request
        .response()
        .putHeader("content-type", PROMETHEUS_TEXT)
        .end(metrics.scrape(PROMETHEUS_TEXT));
  }

  private static void problem(HttpServerRequest request, int status, String message) {
    json(request, status, new JsonObject().put("error", message));
  }

  private static void json(HttpServerRequest request, int status, JsonObject body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("content-type", "application/json")
        .end(body.toBuffer());
  }
}
