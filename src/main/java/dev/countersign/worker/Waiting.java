package dev.countersign.worker;

import dev.countersign.request.Ask;
import dev.countersign.request.DeferralReason;
import dev.countersign.request.RequestState;
import java.time.Instant;
import java.util.Comparator;
import java.util.Set;

/** A request that waits for its create. */
final class Waiting {

  /** Nearest deadline, then arrival. */
  static final Comparator<Waiting> ORDER =
      Comparator.comparingLong((Waiting waiting) -> waiting.deadline)
          .thenComparingLong(waiting -> waiting.arrival)
          .thenComparingLong(waiting -> waiting.number);

  final String requestId;
  final String application;
  final int partition;

  /** The token directory must have caught up with it; 0: no token is needed. */
  final long ticket;

  final Ask.Priority priority;

  /** Empty: nobody's. */
  final String user;

  /** In milliseconds since 1970; {@link Long#MAX_VALUE}: none. */
  final long deadline;

  /** Of its command, in milliseconds since 1970. */
  final long arrival;

  /** When it began to wait here. */
  final Instant since;

  /** In the order in which requests came here. */
  final long number;

  /** Why it waits, as far as that was published. */
  Set<DeferralReason> told;

  /** It does not wait any more, wherever it is still listed. */
  boolean gone;

  Waiting(RequestState.Queued queued, int partition, long ticket, Instant since, long number) {
    Instant deadline = queued.ask().notAfter();
    String user = queued.subject().user();
    this.requestId = queued.subject().id();
    this.application = queued.subject().application();
    this.partition = partition;
    this.ticket = ticket;
    this.priority = queued.ask().priority();
    this.user = user == null ? "" : user;
    this.deadline = deadline == null ? Long.MAX_VALUE : deadline.toEpochMilli();
    this.arrival = queued.subject().commandAt().toEpochMilli();
    this.since = since;
    this.number = number;
    this.told = queued.deferred();
  }
}
