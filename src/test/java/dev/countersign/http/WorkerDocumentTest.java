package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.platform.Gate;
import dev.countersign.worker.Health;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerDocumentTest {
  private static final Instant STARTED = Instant.parse("2026-03-01T12:00:00Z");

  private final MeterRegistry meters = new SimpleMeterRegistry();
  private final Map<String, Gate> gates = new HashMap<>();

  private JsonObject told() {
    return new WorkerDocument(
            "1.2.3",
            STARTED,
            List.of("shop", "default"),
            meters,
            () -> new Health.Report(true, List.of("a note")),
            () -> gates)
        .now();
  }

  private JsonObject shop() {
    return told().getJsonObject("applications").getJsonObject("shop");
  }

  private void gauge(String name, double value, String... tags) {
    Gauge.builder(name, () -> value).tags(tags).register(meters);
  }

  @Test
  void itSaysWhoItIsAndHowItIs() {
    gauge("countersign.requests", 12);
    gauge("countersign.requests.waiting", 3);
    gauge("countersign.platform.sockets", 9);
    meters.counter("countersign.dead.letters", "code", "INTERNAL").increment(2);
    meters.counter("countersign.dead.letters", "code", "INVALID_COMMAND").increment();

    assertThat(told().getMap())
        .containsEntry("version", "1.2.3")
        .containsEntry("started_at", "2026-03-01T12:00:00Z")
        .containsEntry("ready", true)
        .containsEntry("requests", 12L)
        .containsEntry("waiting", 3L)
        .containsEntry("sockets", 9L)
        .containsEntry("dead_letters", 3L);
    assertThat(told().getJsonArray("reasons")).containsExactly("a note");
    assertThat(told().getJsonObject("applications").fieldNames())
        .containsExactly("default", "shop");
  }

  @Test
  void anApplicationsMinuteIsWhatTheMetricsSay() {
    gauge("countersign.budget.limit", 30, "application", "shop", "kind", "creates");
    gauge("countersign.budget.remaining", 26, "application", "shop", "kind", "creates");
    gauge("countersign.budget.used", 4, "application", "shop", "kind", "creates");
    gauge("countersign.budget.limit", Double.NaN, "application", "shop", "kind", "calls");
    gauge("countersign.budget.used", 7, "application", "shop", "kind", "others");
    gauge("countersign.budget.limit", 60, "application", "default", "kind", "creates");

    assertThat(shop().getJsonObject("creates").getMap())
        .isEqualTo(Map.of("limit", 30L, "left", 26L, "used", 4L));
    assertThat(shop().getJsonObject("calls").getMap()).isEqualTo(Map.of("used", 7L));
  }

  @Test
  void whatWaitsIsToldByPriority() {
    gauge("countersign.budget.waiting", 2, "application", "shop", "priority", "HIGH");
    gauge("countersign.budget.waiting", 5, "application", "shop", "priority", "LOW");

    assertThat(shop().getJsonObject("waiting").getMap()).isEqualTo(Map.of("HIGH", 2L, "LOW", 5L));
  }

  @Test
  void eventsAreAddedUpByTypeWhateverElseTellsThemApart() {
    meters
        .counter("countersign.events", "type", "SIGNED", "application", "shop", "via", "A")
        .increment(3);
    meters
        .counter("countersign.events", "type", "SIGNED", "application", "shop", "via", "B")
        .increment();
    meters
        .counter("countersign.events", "type", "SIGNED", "application", "default", "via", "A")
        .increment();

    assertThat(shop().getJsonObject("events").getMap()).isEqualTo(Map.of("SIGNED", 4L));
  }

  @Test
  void thatAnApplicationIsNotCalledIsToldWithWhyAndUntilWhen() {
    gates.put(
        "shop",
        new Gate.Closed(Gate.Reason.RATE_LIMITED, STARTED.plusSeconds(9), "no more calls for 9 s"));
    gates.put("default", new Gate.Open());

    assertThat(shop().getJsonObject("stopped").getMap())
        .isEqualTo(
            Map.of(
                "reason", "RATE_LIMITED",
                "message", "no more calls for 9 s",
                "until", "2026-03-01T12:00:09Z"));
    assertThat(told().getJsonObject("applications").getJsonObject("default").fieldNames())
        .doesNotContain("stopped");
  }

  @Test
  void aPauseWithoutAnEndHasNone() {
    gates.put("shop", new Gate.Closed(Gate.Reason.PAUSED, Instant.MAX, "paused"));

    assertThat(shop().getJsonObject("stopped").fieldNames()).doesNotContain("until");
  }
}
