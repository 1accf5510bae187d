package dev.countersign.platform;

import dev.countersign.platform.budget.Figures;
import dev.countersign.platform.jwt.JwtVerdict;
import dev.countersign.tracing.Tracing;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What is measured about the platform; names are API. */
final class PlatformMetrics {
  private final MeterRegistry registry;
  private final Tracing tracing;
  private final AtomicInteger sockets = new AtomicInteger();
  private final Map<String, AtomicInteger> closedGates = new ConcurrentHashMap<>();
  private final Map<String, AtomicReference<Figures>> minutes = new ConcurrentHashMap<>();

  PlatformMetrics(MeterRegistry registry, Tracing tracing) {
    this.registry = registry;
    this.tracing = tracing;
    Gauge.builder("countersign.platform.sockets", sockets, AtomicInteger::get)
        .description("Status sockets that stand")
        .register(registry);
  }

  void called(Call<?> call, Answer<?> answer, Instant begun, Instant ended) {
    String outcome = outcome(answer);
    registry
        .timer(
            "countersign.platform.calls",
            "application",
            call.application(),
            "kind",
            call.kind(),
            "outcome",
            outcome)
        .record(Duration.between(begun, ended));
    if (call.subject() != null) {
      tracing.called(call.subject(), call.kind(), outcome, Duration.between(begun, ended));
    }
  }

  void verified(String application, JwtVerdict verdict) {
    String outcome =
        switch (verdict) {
          case JwtVerdict.Accepted _ -> "accepted";
          case JwtVerdict.Refused refused -> refused.reason().name().toLowerCase(Locale.ROOT);
          case JwtVerdict.Undecided _ -> "undecided";
        };
    registry
        .counter(
            "countersign.platform.verifications", "application", application, "outcome", outcome)
        .increment();
  }

  void gate(String application, boolean open) {
    closedGates.computeIfAbsent(application, this::closedGate).set(open ? 0 : 1);
  }

  /** An application's minute; what is not known is not a number. */
  void budget(String application, Figures figures) {
    minutes.computeIfAbsent(application, this::minute).set(figures);
  }

  private AtomicReference<Figures> minute(String application) {
    AtomicReference<Figures> last = new AtomicReference<>(Figures.NONE);
    gauge("limit", "creates", application, last, figures -> number(figures.createLimit()));
    gauge("limit", "calls", application, last, figures -> number(figures.callLimit()));
    gauge("remaining", "creates", application, last, figures -> number(figures.createsLeft()));
    gauge("remaining", "calls", application, last, figures -> number(figures.callsLeft()));
    gauge("used", "creates", application, last, Figures::creates);
    gauge("used", "others", application, last, Figures::others);
    return last;
  }

  private void gauge(
      String name,
      String kind,
      String application,
      AtomicReference<Figures> last,
      ToDoubleFunction<Figures> value) {
    Gauge.builder("countersign.budget." + name, last, held -> value.applyAsDouble(held.get()))
        .description("The platform's sliding minute, as this worker sees the fleet in it")
        .tag("application", application)
        .tag("kind", kind)
        .register(registry);
  }

  private static double number(@Nullable Integer value) {
    return value == null ? Double.NaN : value;
  }

  private static double number(OptionalInt value) {
    return value.isEmpty() ? Double.NaN : value.getAsInt();
  }

  /** The platform wanted no more calls of an application for a while. */
  void paused(String application) {
    registry.counter("countersign.budget.pauses", "application", application).increment();
  }

  void socketStands() {
    sockets.incrementAndGet();
  }

  void socketGone() {
    sockets.decrementAndGet();
  }

  void socketReconnects() {
    registry.counter("countersign.platform.socket.reconnects").increment();
  }

  void frameDropped(String reason) {
    registry.counter("countersign.platform.frames.dropped", "reason", reason).increment();
  }

  private AtomicInteger closedGate(String application) {
    AtomicInteger closed = new AtomicInteger();
    Gauge.builder("countersign.platform.gate.closed", closed, AtomicInteger::get)
        .description("1 while the application is not called")
        .tag("application", application)
        .register(registry);
    return closed;
  }

  private static String outcome(Answer<?> answer) {
    return switch (answer) {
      case Answer.Ok<?> _ -> "ok";
      case Answer.NotFound<?> _ -> "not_found";
      case Answer.Refused<?> _ -> "refused";
      case Answer.Conflict<?> _ -> "conflict";
      case Answer.Unauthorized<?> _ -> "unauthorized";
      case Answer.RateLimited<?> _ -> "rate_limited";
      case Answer.Unclear<?> _ -> "unclear";
    };
  }
}
