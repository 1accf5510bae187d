package dev.countersign.http;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;

/** {@code /metrics}, for Prometheus. */
public final class MetricsPage {
  private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry metrics;

  public MetricsPage(PrometheusMeterRegistry metrics) {
    this.metrics = metrics;
  }

  public Route route() {
    return new Route(HttpMethod.GET, "/metrics", Route.Audience.OPERATIONS, this::scrape);
  }

  private void scrape(Exchange exchange) {
    exchange.answer(200, PROMETHEUS_TEXT, Buffer.buffer(metrics.scrape(PROMETHEUS_TEXT)));
  }
}
