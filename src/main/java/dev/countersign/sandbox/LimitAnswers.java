package dev.countersign.sandbox;

import java.util.Map;
import java.util.TreeMap;

/**
 * What callers learn of their limits, which the platform documents only in part (PROTOCOL §11).
 *
 * @param page what is over the limit gets an HTML page from what stands in front of the platform,
 *     without any of its headers, instead of JSON
 * @param retryAfter what is over the limit gets {@code Retry-After}
 */
public record LimitAnswers(Headers headers, boolean page, boolean retryAfter) {
  static final LimitAnswers USUAL = new LimitAnswers(Headers.ALL, false, false);

  /** Which of the {@code X-RateLimit-*} an answer carries. */
  public enum Headers {
    ALL,
    WITHOUT_RESET,
    NONE
  }

  Map<String, String> headers(RateLimiter.Verdict verdict) {
    RateLimiter.Left left = verdict.left();
    if (left == null || headers == Headers.NONE) {
      return Map.of();
    }
    Map<String, String> told = new TreeMap<>();
    told.put("X-RateLimit-Limit", Integer.toString(left.limit()));
    told.put("X-RateLimit-Remaining", Integer.toString(left.remaining()));
    if (headers == Headers.ALL) {
      told.put("X-RateLimit-Reset", Long.toString(left.reset()));
    }
    return told;
  }

  Answer refusal(RateLimiter.Verdict verdict, Exchange exchange) {
    RateLimiter.Left left = verdict.left();
    // Whole seconds, and not one too few.
    Integer wait =
        retryAfter && left != null
            ? (Integer) (int) Math.max(1, left.reset() - exchange.at().getEpochSecond())
            : null;
    Answer refusal =
        FaultAnswers.rateLimited(new Effect.RateLimited(wait, page), exchange.reference);
    return page ? refusal : refusal.with(headers(verdict)).with("X-Call-Ref", exchange.reference);
  }
}
