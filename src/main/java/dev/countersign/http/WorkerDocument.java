package dev.countersign.http;

import dev.countersign.metrics.Metric;
import dev.countersign.platform.Gate;
import dev.countersign.worker.Health;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What one worker tells of itself. The numbers are those of {@code /metrics}, so that a page and a
 * dashboard never differ; what is not known is left out.
 */
final class WorkerDocument {
  private final String version;
  private final Instant startedAt;
  private final List<String> applications;
  private final MeterRegistry meters;
  private final Supplier<Health.Report> health;
  private final Supplier<Map<String, Gate>> gates;

  WorkerDocument(
      String version,
      Instant startedAt,
      Collection<String> applications,
      MeterRegistry meters,
      Supplier<Health.Report> health,
      Supplier<Map<String, Gate>> gates) {
    this.version = version;
    this.startedAt = startedAt;
    this.applications = applications.stream().sorted().toList();
    this.meters = meters;
    this.health = health;
    this.gates = gates;
  }

  JsonObject now() {
    Health.Report ready = health.get();
    Map<String, Gate> closed = gates.get();
    JsonObject all = new JsonObject();
    for (String application : applications) {
      all.put(application, application(application, closed.get(application)));
    }
    JsonObject worker =
        new JsonObject()
            .put("version", version)
            .put("started_at", startedAt.toString())
            .put("ready", ready.isUp())
            .put("reasons", new JsonArray(ready.reasons()))
            .put("dead_letters", count(Metric.DEAD_LETTERS))
            .put("applications", all);
    put(worker, "requests", Metric.REQUESTS);
    put(worker, "waiting", Metric.REQUESTS_WAITING);
    put(worker, "sockets", Metric.SOCKETS);
    return worker;
  }

  private JsonObject application(String application, @Nullable Gate gate) {
    JsonObject document =
        new JsonObject()
            .put("creates", minute(application, "creates", "creates"))
            .put("calls", minute(application, "calls", "others"))
            .put("waiting", waiting(application))
            .put("events", events(application));
    if (gate instanceof Gate.Closed closed) {
      JsonObject stopped =
          new JsonObject().put("reason", closed.reason().name()).put("message", closed.message());
      if (!closed.until().equals(Instant.MAX)) {
        stopped.put("until", closed.until().toString());
      }
      document.put("stopped", stopped);
    }
    return document;
  }

  /** The platform's sliding minute, as this worker sees the whole fleet in it. */
  private JsonObject minute(String application, String kind, String used) {
    JsonObject minute = new JsonObject();
    put(minute, "limit", Metric.BUDGET_LIMIT, application, kind);
    put(minute, "left", Metric.BUDGET_REMAINING, application, kind);
    put(minute, "used", Metric.BUDGET_USED, application, used);
    return minute;
  }

  private JsonObject waiting(String application) {
    JsonObject waiting = new JsonObject();
    for (String priority : List.of("HIGH", "NORMAL", "LOW")) {
      put(waiting, priority, Metric.BUDGET_WAITING, application, priority);
    }
    return waiting;
  }

  private JsonObject events(String application) {
    JsonObject events = new JsonObject();
    for (Counter counter :
        meters.find(Metric.EVENTS.meter()).tag("application", application).counters()) {
      String type = counter.getId().getTag("type");
      if (type != null) {
        events.put(type, events.getLong(type, 0L) + (long) counter.count());
      }
    }
    return events;
  }

  private long count(Metric metric) {
    return (long) meters.find(metric.meter()).counters().stream().mapToDouble(Counter::count).sum();
  }

  /** Nothing, where the gauge shows nothing. */
  private void put(JsonObject to, String name, Metric metric, String... labels) {
    Gauge gauge = meters.find(metric.meter()).tags(metric.tags(labels)).gauge();
    if (gauge != null && Double.isFinite(gauge.value())) {
      to.put(name, (long) gauge.value());
    }
  }
}
