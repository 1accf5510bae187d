package dev.countersign.worker;

import dev.countersign.request.Lifecycle;
import dev.countersign.request.Overdue;
import dev.countersign.request.RequestState;
import dev.countersign.request.Signal;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One partition that is ours: its requests, and how far its inbox was worked off. */
final class OwnedPartition {
  final int number;
  final Map<String, RequestState> states = new HashMap<>();

  /** Bytes of the state records of those that wait for their create. */
  private final Map<String, Integer> waiting = new HashMap<>();

  /** Requests whose state this release cannot read; they are left alone. Value: why. */
  final Map<String, String> held = new HashMap<>();

  /**
   * Signals, by request, that broke the worker's own code and of which a dead letter tells. They
   * may come again and again; a new owner, which may be a better release, tells once more.
   */
  final Map<String, Set<Class<? extends Signal>>> broken = new HashMap<>();

  /** Keys of the writer schemas that are in the state partition. */
  final Set<String> schemaKeys = new HashSet<>();

  /** The next inbox offset; committed with every turn that touches the partition. */
  long offset = -1;

  /** Everything before it was asked to be trimmed. */
  long trimmed;

  /** Settlements that are awaited. */
  private final Sinces settling = new Sinces();

  /** Answers that the platform owes. */
  private final Sinces overdue = new Sinces();

  private int open;

  final Instant assignedAt;

  boolean restored;

  /** Whether its inbox is delivered. */
  boolean delivers;

  private long waitingBytes;

  OwnedPartition(int number, Instant assignedAt) {
    this.number = number;
    this.assignedAt = assignedAt;
  }

  /**
   * @param bytes of its record
   */
  void put(String requestId, RequestState state, int bytes) {
    opened(states.put(requestId, state), state);
    settling.put(requestId, settlingSince(state));
    overdue.put(requestId, Overdue.since(state));
    if (state instanceof RequestState.Queued) {
      Integer before = waiting.put(requestId, bytes);
      waitingBytes += bytes - (before == null ? 0 : before);
    } else {
      waitsNoMore(requestId);
    }
  }

  void remove(String requestId) {
    opened(states.remove(requestId), null);
    settling.put(requestId, null);
    overdue.put(requestId, null);
    waitsNoMore(requestId);
  }

  private void waitsNoMore(String requestId) {
    Integer before = waiting.remove(requestId);
    waitingBytes -= before == null ? 0 : before;
  }

  int settling() {
    return settling.size();
  }

  /** Since when the oldest settlement is awaited; null: none is. */
  @Nullable Instant settlingSince() {
    return settling.oldest();
  }

  /** Since when the platform has owed an answer; null: it owes none. May be to come. */
  @Nullable Instant overdueSince() {
    return overdue.oldest();
  }

  /** Those that can be signed or rejected now. */
  int open() {
    return open;
  }

  private static @Nullable Instant settlingSince(RequestState state) {
    return state instanceof RequestState.Settling followed && followed.unknownSince() == null
        ? followed.signedAt()
        : null;
  }

  private void opened(@Nullable RequestState before, @Nullable RequestState after) {
    open += (after instanceof RequestState.Open ? 1 : 0);
    open -= (before instanceof RequestState.Open ? 1 : 0);
  }

  int waiting() {
    return waiting.size();
  }

  /** Of the state records of all that wait for their create. */
  long waitingBytes() {
    return waitingBytes;
  }

  RequestState state(String requestId) {
    RequestState state = states.get(requestId);
    return state == null ? Lifecycle.unknown() : state;
  }
}
