package dev.countersign.sandbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a person did with a payload. */
sealed interface Resolution {
  Instant at();

  Person by();

  /** {@code dispatched} is null until, and unless, the wallet reports the submission. */
  record Signed(
      Instant at,
      Person by,
      Identity.Signed signature,
      Network network,
      String origin,
      @Nullable String dispatched)
      implements Resolution {
    Signed withDispatched(String result) {
      return new Signed(at, by, signature, network, origin, result);
    }
  }

  record Rejected(Instant at, Person by, String origin) implements Resolution {}
}
