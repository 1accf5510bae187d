package dev.countersign.request;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The waits that the rules choose by themselves. */
final class Timing {
  /**
   * A payload made a moment ago may not be readable yet (PROTOCOL §4.2); after this long an absent
   * identifier is certainly absent.
   */
  static final Duration READ_AFTER_WRITE = Duration.ofSeconds(2);

  /**
   * A create whose answer was lost may still be on its way. Another create would only meet it as a
   * conflict, but before a request ends without a payload nothing of it may arrive any more. It was
   * sent at most 20 s after its state was committed, and given up 20 s later.
   */
  static final Duration LATE_ARRIVAL = Duration.ofSeconds(45);

  /** A taken identifier that stays unreadable for this long belongs to somebody else. */
  static final Duration CONFLICT_PATIENCE = Duration.ofMinutes(5);

  /** How long SIGNED waits for the engine result that the wallet reports second (PROTOCOL §12). */
  static final Duration DISPATCH_PATIENCE = Duration.ofSeconds(10);

  /** A uuid that was given to us and stays unknown for this long is lost. */
  static final Duration EXISTENCE_PATIENCE = Duration.ofMinutes(10);

  /** The socket should have said "expired" by then. */
  static final Duration DEADLINE_SLACK = Duration.ofSeconds(5);

  /** How long the socket stays after an end that a late signature can overturn (CONTRACT §6.5). */
  static final Duration LINGER = Duration.ofMinutes(15);

  /** Reads that follow a "resolved" frame: about half a minute in all. */
  static final int RESOLUTION_READS = 8;

  /** The command of a request to replace may be on its way still, on another partition. */
  static final Duration PREDECESSOR_GRACE = Duration.ofSeconds(9);

  static final Duration ASK_UNKNOWN = Duration.ofMillis(4_500);

  /** It tells by itself; but a release that does not understand its state drops what it is told. */
  static final Duration ASK_PREDECESSOR = Duration.ofMinutes(5);

  /** A question to the ledger is answered by then, or lost. */
  static final Duration ANSWER_PATIENCE = Duration.ofMinutes(2);

  /** Between two questions after a settlement was told as unknown. */
  static final Duration LATE_ASK = Duration.ofHours(1);

  private static final Duration ASK_STEP = Duration.ofSeconds(1);
  private static final Duration ASK_LIMIT = Duration.ofMinutes(1);
  private static final Duration ATTEMPT_STEP = Duration.ofSeconds(1);
  private static final Duration ATTEMPT_LIMIT = Duration.ofMinutes(1);
  private static final Duration CHASE_STEP = Duration.ofMillis(250);
  private static final Duration CHASE_LIMIT = Duration.ofSeconds(15);

  private Timing() {}

  /** When to try to create again after {@code attempts} tries. */
  static Instant nextAttempt(Instant now, String id, int attempts) {
    return now.plus(backoff(ATTEMPT_STEP, ATTEMPT_LIMIT, id, attempts));
  }

  /** When to read again after {@code reads} reads that did not show what was expected. */
  static Instant nextRead(Instant now, String id, int reads) {
    return now.plus(backoff(CHASE_STEP, CHASE_LIMIT, id, reads));
  }

  /**
   * When to ask the ledger again after {@code asks} questions; a ledger takes about four seconds.
   */
  static Instant nextAsk(Instant now, String id, int asks) {
    return now.plus(backoff(ASK_STEP, ASK_LIMIT, id, asks));
  }

  /** Null if there is none. */
  static @Nullable Instant earliest(@Nullable Instant... moments) {
    Instant earliest = null;
    for (Instant moment : moments) {
      if (moment != null && (earliest == null || moment.isBefore(earliest))) {
        earliest = moment;
      }
    }
    return earliest;
  }

  /**
   * Exponential from {@code step} to {@code limit}, then 50 % to 100 % of it. The jitter is drawn
   * from the id, so that requests spread but a replay decides the same.
   */
  private static Duration backoff(Duration step, Duration limit, String id, int tries) {
    long full = Math.min(limit.toMillis(), step.toMillis() << Math.min(tries - 1, 20));
    int spread = Math.floorMod((id + tries).hashCode() * 0x9E3779B9, 512);
    return Duration.ofMillis(full / 2 + full * spread / 1024);
  }
}
