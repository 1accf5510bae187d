package dev.countersign.sandbox;

/** What calls get that a fault answers in the platform's place. */
final class FaultAnswers {
  private FaultAnswers() {}

  static Answer status(Effect.Status fault, Exchange exchange) {
    if (fault.html() != null) {
      return Answer.html(fault.status(), fault.html());
    }
    if (fault.json() != null) {
      return Answer.json(fault.status(), Json.parse(fault.json()));
    }
    return Answer.fatal(
        fault.status(), "Injected fault", exchange.reference, exchange.path(), exchange.method());
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
