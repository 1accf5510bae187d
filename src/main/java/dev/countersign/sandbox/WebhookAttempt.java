package dev.countersign.sandbox;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to deliver a webhook that has come to its end, as {@code GET /sandbox/webhooks} shows
 * it.
 *
 * @param at when it began, sandbox time
 * @param application key
 * @param call the wallet's call that the webhook is about; duplicates share it
 * @param attempt 1 to 5; 0 when it was not even tried
 * @param status of the answer, if there was one
 */
public record WebhookAttempt(
    Instant at,
    String application,
    String payload,
    String call,
    URI url,
    int attempt,
    Outcome outcome,
    @Nullable Integer status) {

  /** What became of it. */
  public enum Outcome {
    /** 200, 201 or 204. */
    DELIVERED,
    /** Any other status. */
    FAILED,
    /** No response headers in time. */
    TIMED_OUT,
    /** No connection, or it broke. */
    UNREACHABLE,
    /** The target is a loopback or private address, and those are not allowed. */
    REFUSED,
    /** The URL has answered 404 to too many last attempts. */
    SKIPPED,
    /** A fault took it. */
    LOST
  }
}
