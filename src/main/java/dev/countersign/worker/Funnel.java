package dev.countersign.worker;

import dev.countersign.metrics.Metric;
import dev.countersign.request.Event;
import dev.countersign.request.Lifecycle;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what was told of requests, and how long each stage has taken since the one before. */
final class Funnel {
  private final MeterRegistry registry;

  private enum Stage {
    CREATED,
    OPENED,
    RESOLVED,
    SETTLED
  }

  Funnel(MeterRegistry registry) {
    this.registry = registry;
  }

  void told(Turn turn) {
    Map<String, Journey> journeys = new HashMap<>();
    for (Event event : turn.events) {
      Journey journey =
          journeys.computeIfAbsent(event.subject().id(), id -> journey(turn.changes.get(id)));
      count(event, journey);
      time(event, journey);
      journey.passed(event);
    }
  }

  private static Journey journey(Turn.@Nullable Change change) {
    return change == null
        ? Journey.of(Lifecycle.unknown(), Lifecycle.unknown())
        : Journey.of(change.before(), change.after());
  }

  private void count(Event event, Journey journey) {
    String application = event.subject().application();
    Metric.EVENTS
        .counter(
            registry, application, journey.delivery(), journey.channel(event), event.type().name())
        .increment();
    switch (event.type()) {
      case OPENED, SIGNED, REJECTED ->
          Metric.NEWS.counter(registry, application, event.via().name()).increment();
      case DEFERRED,
          CREATED,
          EXPIRED,
          CANCELLED,
          CANCEL_REFUSED,
          ABANDONED,
          FAILED,
          SETTLED,
          SETTLEMENT_FAILED,
          SETTLEMENT_UNKNOWN -> {}
    }
  }

  private void time(Event event, Journey journey) {
    switch (event.type()) {
      case CREATED ->
          time(Stage.CREATED, event, journey, event.subject().commandAt(), event.observedAt());
      case OPENED -> time(Stage.OPENED, event, journey, journey.createdAt(), event.occurredAt());
      case SIGNED, REJECTED ->
          time(Stage.RESOLVED, event, journey, journey.openedAt(), event.occurredAt());
      case SETTLED, SETTLEMENT_FAILED ->
          time(Stage.SETTLED, event, journey, journey.signedAt(), event.observedAt());
      case DEFERRED, EXPIRED, CANCELLED, CANCEL_REFUSED, ABANDONED, FAILED, SETTLEMENT_UNKNOWN -> {}
    }
  }

  /** Clocks differ: what seems to end before it began has taken no time. */
  private void time(Stage stage, Event event, Journey journey, @Nullable Instant from, Instant to) {
    if (from != null) {
      Duration took = Duration.between(from, to);
      Metric.STAGE
          .timer(
              registry,
              event.subject().application(),
              journey.channel(event),
              stage.name().toLowerCase(Locale.ROOT))
          .record(took.isNegative() ? Duration.ZERO : took);
    }
  }
}
