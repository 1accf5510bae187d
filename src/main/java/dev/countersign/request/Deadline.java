package dev.countersign.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Until when a create may be begun: the asker says so, and a bearer lives only so long. */
final class Deadline {
  private Deadline() {}

  /** Null: always. */
  static @Nullable Instant of(Ask ask) {
    Instant expiresAt = ask.bearer() == null ? null : ask.bearer().expiresAt();
    if (ask.notAfter() == null || expiresAt == null) {
      return ask.notAfter() == null ? expiresAt : ask.notAfter();
    }
    return ask.notAfter().isBefore(expiresAt) ? ask.notAfter() : expiresAt;
  }

  static boolean isPast(Ask ask, Instant now) {
    Instant deadline = of(ask);
    return deadline != null && !now.isBefore(deadline);
  }

  /** Why nothing is created any more. */
  static Step fail(Draft draft, Ask ask, boolean attempted) {
    Instant notAfter = ask.notAfter();
    return notAfter != null && notAfter.equals(of(ask))
        ? draft.fail(
            Via.TIMER,
            FailureCode.DEADLINE_PASSED,
            "not_after " + notAfter + " passed before the payload could be created",
            attempted)
        : draft.fail(
            Via.TIMER,
            FailureCode.CREDENTIAL_EXPIRED,
            "JWT_EXPIRED: the bearer expired at "
                + of(ask)
                + " before the payload could be created; ask again with a new one and a new id",
            attempted);
  }
}
