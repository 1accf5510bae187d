package dev.countersign.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Event;
import dev.countersign.request.Expectation;
import dev.countersign.request.Subject;
import dev.countersign.request.Trace;
import dev.countersign.request.Via;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracingTest {
  private static final Instant COMMAND_AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN_ID = "00f067aa0ba902b7";
  private static final Trace SAMPLED = trace("01");
  private static final Trace UNSAMPLED = trace("00");

  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .build();

  @Test
  void anEventSoonAfterItsCommandStandsInTheCommandsTrace() {
    published(SAMPLED, Duration.ofSeconds(59));

    SpanData span = only();
    assertThat(span.getName()).isEqualTo("send sign-request.events");
    assertThat(span.getKind()).isEqualTo(SpanKind.PRODUCER);
    assertThat(span.getTraceId()).isEqualTo(TRACE_ID);
    assertThat(span.getParentSpanId()).isEqualTo(SPAN_ID);
    assertThat(span.getLinks()).isEmpty();
    assertThat(text(span, "countersign.request.id")).isEqualTo("order-42");
    assertThat(text(span, "countersign.event.type")).isEqualTo("SIGNED");
  }

  @Test
  void whatHappensLaterLinksToTheCommandsTraceAndDoesNotLengthenIt() {
    published(SAMPLED, Duration.ofHours(5));

    SpanData span = only();
    assertThat(span.getTraceId()).isNotEqualTo(TRACE_ID);
    assertThat(span.getParentSpanContext().isValid()).isFalse();
    assertThat(span.getLinks())
        .singleElement()
        .satisfies(link -> assertThat(link.getSpanContext().getSpanId()).isEqualTo(SPAN_ID));
  }

  @Test
  void whoeverDidNotSampleTheCommandDecidedForAllOfIt() {
    published(UNSAMPLED, Duration.ZERO);
    published(UNSAMPLED, Duration.ofHours(5));

    assertThat(spans.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void aCommandWithoutATraceBeginsOne() {
    published(Trace.NONE, Duration.ZERO);
    published(Trace.NONE, Duration.ofHours(5));

    assertThat(spans.getFinishedSpanItems())
        .hasSize(2)
        .allSatisfy(
            span -> {
              assertThat(span.getParentSpanContext().isValid()).isFalse();
              assertThat(span.getLinks()).isEmpty();
            });
  }

  @ParameterizedTest
  @CsvSource({
    "ok, UNSET",
    "not_found, UNSET",
    "refused, UNSET",
    "conflict, UNSET",
    "unauthorized, ERROR",
    "rate_limited, ERROR",
    "unclear, ERROR"
  })
  void aCallThatHasToBeRepeatedIsAnError(String outcome, StatusCode status) {
    at(Duration.ofSeconds(2)).called(subject(SAMPLED), "create", outcome, Duration.ofMillis(30));

    SpanData span = only();
    assertThat(span.getName()).isEqualTo("xaman create");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(status);
    assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(30_000_000);
    assertThat(text(span, "countersign.outcome")).isEqualTo(outcome);
  }

  @Test
  void aCommandThatIsTakenInTellsWhereItStood() {
    at(Duration.ofSeconds(1))
        .takenIn(SAMPLED, "commands", 3, 17, "order-42", COMMAND_AT, Duration.ofMillis(5));

    SpanData span = only();
    assertThat(span.getName()).isEqualTo("process commands");
    assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
    assertThat(span.getParentSpanId()).isEqualTo(SPAN_ID);
    assertThat(text(span, "messaging.destination.partition.id")).isEqualTo("3");
    assertThat(span.getAttributes().get(AttributeKey.longKey("messaging.kafka.offset")))
        .isEqualTo(17);
  }

  private void published(Trace trace, Duration later) {
    Event event =
        new Event(
            UUID.fromString("6f1c2a52-0d1d-5f0e-9c11-2d1b5a7e9c11"),
            subject(trace),
            Event.Type.SIGNED,
            true,
            2,
            COMMAND_AT,
            COMMAND_AT,
            Via.WEBSOCKET,
            null,
            null);
    at(later).published(List.of(event), "sign-request.events", Duration.ofMillis(5));
  }

  private Tracing at(Duration later) {
    return Tracing.with(sdk, () -> COMMAND_AT.plus(later));
  }

  private SpanData only() {
    assertThat(spans.getFinishedSpanItems()).hasSize(1);
    return spans.getFinishedSpanItems().getFirst();
  }

  private static String text(SpanData span, String key) {
    return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key)));
  }

  private static Subject subject(Trace trace) {
    return new Subject(
        "order-42",
        "shop",
        "ada",
        "SignIn",
        Map.of(),
        trace,
        "fp",
        Expectation.NONE,
        COMMAND_AT,
        null);
  }

  private static Trace trace(String flags) {
    return new Trace("00-" + TRACE_ID + '-' + SPAN_ID + '-' + flags, null);
  }
}
