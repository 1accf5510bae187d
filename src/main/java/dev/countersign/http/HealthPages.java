package dev.countersign.http;

import dev.countersign.worker.Health;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** {@code /health/live} and {@code /health/ready}, for orchestrators. */
public final class HealthPages {
  private final Health health;

  public HealthPages(Health health) {
    this.health = health;
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            HttpMethod.GET,
            "/health/live",
            Route.Audience.OPERATIONS,
            exchange -> report(exchange, health.live())),
        new Route(
            HttpMethod.GET,
            "/health/ready",
            Route.Audience.OPERATIONS,
            exchange -> report(exchange, health.ready())));
  }

  private static void report(Exchange exchange, Health.Report report) {
    JsonObject body =
        new JsonObject()
            .put("status", report.isUp() ? "UP" : "DOWN")
            .put("reasons", new JsonArray(report.reasons()));
    exchange.json(report.isUp() ? 200 : 503, body);
  }
}
