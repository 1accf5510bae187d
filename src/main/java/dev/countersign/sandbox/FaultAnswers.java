package dev.countersign.sandbox;

import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;

/** What calls and handshakes get that a fault answers in the platform's place. */
final class FaultAnswers {
  private FaultAnswers() {}

  static Answer of(Effect.Refusal fault, String reference, HttpServerRequest request) {
    return switch (fault) {
      case Effect.Status status -> status(status, reference, request);
      case Effect.RateLimited limited -> rateLimited(limited, reference);
      case Effect.Unauthorized refused -> Answer.error(403, 813, reference);
    };
  }

  private static Answer status(Effect.Status fault, String reference, HttpServerRequest request) {
    if (fault.html() != null) {
      return Answer.html(fault.status(), fault.html());
    }
    if (fault.json() != null) {
      return Answer.json(fault.status(), Json.parse(fault.json()));
    }
    return Answer.fatal(
        fault.status(),
        "Injected fault",
        reference,
        Objects.requireNonNullElse(request.path(), "/"),
        request.method().name());
  }

  static Answer rateLimited(Effect.RateLimited fault, String reference) {
    Answer answer =
        fault.html()
            ? Answer.html(429, "<html><body><h1>429 Too Many Requests</h1></body></html>")
            : Answer.error(429, 429, reference);
    return fault.retryAfter() == null
        ? answer
        : answer.with("Retry-After", fault.retryAfter().toString());
  }
}
