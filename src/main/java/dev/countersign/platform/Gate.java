package dev.countersign.platform;

import java.time.Instant;

/** Whether an application may be called now. Commands wait while it is closed; none fails. */
public sealed interface Gate {

  /** Calls flow. */
  record Open() implements Gate {}

  /**
   * No call is made before {@code until}; then one probes.
   *
   * @param until {@link Instant#MAX}: nobody can tell
   * @param message says for a person what is wrong, without secrets
   */
  record Closed(Reason reason, Instant until, String message) implements Gate {}

  /** Why an application is not called. */
  enum Reason {
    /** HTTP 401 or 403, codes 810 to 814 (PROTOCOL §2.2). */
    CREDENTIALS,
    /** HTTP 429 (PROTOCOL §11). */
    RATE_LIMITED,
    /** Time-outs, resets, 5xx. */
    UNREACHABLE,
    /** The operator wants it so: {@code countersign.applications.<alias>.paused}. */
    PAUSED
  }
}
