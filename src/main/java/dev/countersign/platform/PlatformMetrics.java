package dev.countersign.platform;

import dev.countersign.metrics.Metric;
import dev.countersign.platform.budget.Figures;
import dev.countersign.platform.jwt.JwtVerdict;
import dev.countersign.tracing.Tracing;
import io.micrometer.core.instrument.Counter;
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

/** What is measured about the platform. */
final class PlatformMetrics {
  private final MeterRegistry registry;
  private final Tracing tracing;
  private final AtomicInteger sockets = new AtomicInteger();
  private final Counter reconnects;
  private final Counter frames;
  private final Map<String, Closure> gates = new ConcurrentHashMap<>();
  private final Map<String, AtomicReference<Figures>> minutes = new ConcurrentHashMap<>();

  /** Why an application is not called; null: it is. */
  private static final class Closure {
    volatile Gate.@Nullable Reason reason;
  }

  PlatformMetrics(MeterRegistry registry, Tracing tracing) {
    this.registry = registry;
    this.tracing = tracing;
    Metric.SOCKETS.gauge(registry, sockets::get);
    this.reconnects = Metric.RECONNECTS.counter(registry);
    this.frames = Metric.FRAMES.counter(registry);
  }

  void called(Call<?> call, Answer<?> answer, Instant begun, Instant ended) {
    String outcome = outcome(answer);
    Metric.PLATFORM_CALLS
        .timer(registry, call.application(), call.kind(), outcome)
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
    Metric.VERIFICATIONS.counter(registry, application, outcome).increment();
  }

  /**
   * @param closed why it is not called; null: it is
   */
  void gate(String application, Gate.@Nullable Reason closed) {
    gates.computeIfAbsent(application, this::closure).reason = closed;
  }

  private Closure closure(String application) {
    Closure closure = new Closure();
    for (Gate.Reason reason : Gate.Reason.values()) {
      Metric.GATE_CLOSED.gauge(
          registry, () -> closure.reason == reason ? 1 : 0, application, reason.name());
    }
    // What begins with 1 has never increased, as Prometheus sees it.
    Metric.BUDGET_PAUSES.counter(registry, application);
    return closure;
  }

  /** An application's minute; what is not known is not a number. */
  void budget(String application, Figures figures) {
    minutes.computeIfAbsent(application, this::minute).set(figures);
  }

  private AtomicReference<Figures> minute(String application) {
    AtomicReference<Figures> last = new AtomicReference<>(Figures.NONE);
    Metric limit = Metric.BUDGET_LIMIT;
    gauge(limit, "creates", application, last, figures -> number(figures.createLimit()));
    gauge(limit, "calls", application, last, figures -> number(figures.callLimit()));
    Metric left = Metric.BUDGET_REMAINING;
    gauge(left, "creates", application, last, figures -> number(figures.createsLeft()));
    gauge(left, "calls", application, last, figures -> number(figures.callsLeft()));
    gauge(Metric.BUDGET_USED, "creates", application, last, Figures::creates);
    gauge(Metric.BUDGET_USED, "others", application, last, Figures::others);
    return last;
  }

  private void gauge(
      Metric metric,
      String kind,
      String application,
      AtomicReference<Figures> last,
      ToDoubleFunction<Figures> value) {
    metric.gauge(registry, () -> value.applyAsDouble(last.get()), application, kind);
  }

  private static double number(@Nullable Integer value) {
    return value == null ? Double.NaN : value;
  }

  private static double number(OptionalInt value) {
    return value.isEmpty() ? Double.NaN : value.getAsInt();
  }

  /** The platform wanted no more calls of an application for a while. */
  void paused(String application) {
    Metric.BUDGET_PAUSES.counter(registry, application).increment();
  }

  void socketStands() {
    sockets.incrementAndGet();
  }

  void socketGone() {
    sockets.decrementAndGet();
  }

  void socketReconnects() {
    reconnects.increment();
  }

  void frameRead() {
    frames.increment();
  }

  void frameDropped(String reason) {
    Metric.FRAMES_DROPPED.counter(registry, reason).increment();
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
