package dev.countersign.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells what waits for the platform from what waits for a person, a turn or a ledger. */
public final class Overdue {
  private Overdue() {}

  /**
   * Since when, which may be to come, the platform owes an answer that it usually gives at once;
   * null: it owes none.
   */
  public static @Nullable Instant since(RequestState state) {
    return switch (state) {
      case RequestState.Creating creating -> creating.begunAt();
      case RequestState.Open open -> {
        Instant expiresAt = open.expired() ? null : open.payload().expiresAt();
        yield open.chase() == null ? expiresAt : open.chase().since();
      }
      case RequestState.Lingering lingering ->
          lingering.chase() == null ? null : lingering.chase().since();
      case RequestState.Unknown _,
          RequestState.CancelAhead _,
          RequestState.Replacing _,
          RequestState.Queued _,
          RequestState.Settling _,
          RequestState.Ended _ ->
          null;
    };
  }
}
