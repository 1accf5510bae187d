package dev.countersign.tracing;

import dev.countersign.request.Event;
import dev.countersign.request.Subject;
import dev.countersign.request.Trace;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a span of what has been done, once it is over. Names of attributes are OpenTelemetry's for
 * messaging, and {@code countersign.…}; no content and no credential is among them. May be shared
 * between threads.
 */
public final class Tracing {
  private static final Tracing OFF = new Tracing(null, InstantSource.system());

  /** What happens later than this after its command is a story of its own. */
  private static final Duration SAME_STORY = Duration.ofMinutes(1);

  /** Answers after which a call is not repeated: it has worked, whatever it says. */
  private static final Set<String> WORKED = Set.of("ok", "not_found", "refused", "conflict");

  private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
  private static final AttributeKey<String> TOPIC =
      AttributeKey.stringKey("messaging.destination.name");
  private static final AttributeKey<String> PARTITION =
      AttributeKey.stringKey("messaging.destination.partition.id");
  private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("messaging.operation.type");
  private static final AttributeKey<String> REQUEST =
      AttributeKey.stringKey("countersign.request.id");
  private static final AttributeKey<String> APPLICATION =
      AttributeKey.stringKey("countersign.application");
  private static final AttributeKey<String> CALL = AttributeKey.stringKey("countersign.call");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("countersign.outcome");
  private static final AttributeKey<String> TYPE = AttributeKey.stringKey("countersign.event.type");
  private static final AttributeKey<Long> SEQUENCE =
      AttributeKey.longKey("countersign.event.sequence");

  private final @Nullable Tracer tracer;
  private final InstantSource clock;

  private Tracing(@Nullable Tracer tracer, InstantSource clock) {
    this.tracer = tracer;
    this.clock = clock;
  }

  /**
   * @param clock the world's
   */
  public static Tracing with(OpenTelemetry openTelemetry, InstantSource clock) {
    return new Tracing(openTelemetry.getTracer("dev.countersign"), clock);
  }

  public static Tracing off() {
    return OFF;
  }

  /** Whether anybody wants spans. */
  public boolean isOn() {
    return tracer != null;
  }

  /** A command has reached the inbox. */
  public void takenIn(
      Trace trace,
      String topic,
      int partition,
      long offset,
      String requestId,
      Instant commandAt,
      Duration took) {
    record(
        "process " + topic,
        SpanKind.CONSUMER,
        trace,
        commandAt,
        took,
        Attributes.builder()
            .put(SYSTEM, "kafka")
            .put(OPERATION, "process")
            .put(TOPIC, topic)
            .put(PARTITION, String.valueOf(partition))
            .put(OFFSET, offset)
            .put(REQUEST, requestId)
            .build(),
        true);
  }

  /**
   * The platform was called.
   *
   * @param call its kind
   * @param outcome of it
   */
  public void called(Subject subject, String call, String outcome, Duration took) {
    record(
        "xaman " + call,
        SpanKind.CLIENT,
        subject.trace(),
        subject.commandAt(),
        took,
        Attributes.of(
            REQUEST,
            subject.id(),
            APPLICATION,
            subject.application(),
            CALL,
            call,
            OUTCOME,
            outcome),
        WORKED.contains(outcome));
  }

  /** Events can be read. */
  public void published(List<Event> events, String topic, Duration took) {
    if (!isOn()) {
      return;
    }
    for (Event event : events) {
      Subject subject = event.subject();
      record(
          "send " + topic,
          SpanKind.PRODUCER,
          subject.trace(),
          subject.commandAt(),
          took,
          Attributes.builder()
              .put(SYSTEM, "kafka")
              .put(OPERATION, "send")
              .put(TOPIC, topic)
              .put(REQUEST, subject.id())
              .put(APPLICATION, subject.application())
              .put(TYPE, event.type().name())
              .put(SEQUENCE, event.sequence())
              .build(),
          true);
    }
  }

  private void record(
      String name,
      SpanKind kind,
      Trace trace,
      Instant commandAt,
      Duration took,
      Attributes attributes,
      boolean worked) {
    if (tracer == null) {
      return;
    }
    Instant end = clock.instant();
    SpanContext command = context(trace);
    SpanBuilder builder =
        tracer
            .spanBuilder(name)
            .setSpanKind(kind)
            .setStartTimestamp(end.minus(took))
            .setAllAttributes(attributes);
    if (end.isBefore(commandAt.plus(SAME_STORY))) {
      builder.setParent(Context.root().with(Span.wrap(command)));
    } else {
      builder.setNoParent();
      if (command.isValid()) {
        if (!command.isSampled()) {
          return;
        }
        builder.addLink(command);
      }
    }
    Span span = builder.startSpan();
    if (!worked) {
      span.setStatus(StatusCode.ERROR);
    }
    span.end(end);
  }

  private static SpanContext context(Trace trace) {
    Context read =
        W3CTraceContextPropagator.getInstance().extract(Context.root(), trace, Getter.INSTANCE);
    return Span.fromContext(read).getSpanContext();
  }

  private enum Getter implements TextMapGetter<Trace> {
    INSTANCE;

    @Override
    public Iterable<String> keys(Trace trace) {
      return List.of("traceparent", "tracestate");
    }

    @Override
    public @Nullable String get(@Nullable Trace trace, String key) {
      if (trace == null) {
        return null;
      }
      return switch (key) {
        case "traceparent" -> trace.traceparent();
        case "tracestate" -> trace.tracestate();
        default -> null;
      };
    }
  }
}
