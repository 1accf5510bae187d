package dev.countersign.platform;

import dev.countersign.platform.jwt.JwtVerdict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What is measured about the platform; names are API. */
final class PlatformMetrics {
  private final MeterRegistry registry;
  private final AtomicInteger sockets = new AtomicInteger();
  private final Map<String, AtomicInteger> closedGates = new ConcurrentHashMap<>();

  PlatformMetrics(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("countersign.platform.sockets", sockets, AtomicInteger::get)
        .description("Status sockets that stand")
        .register(registry);
  }

  void called(Call<?> call, Answer<?> answer, Instant begun, Instant ended) {
    registry
        .timer(
            "countersign.platform.calls",
            "application",
            call.application(),
            "kind",
            call.kind(),
            "outcome",
            outcome(answer))
        .record(Duration.between(begun, ended));
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
