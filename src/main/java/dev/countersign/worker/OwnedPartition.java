package dev.countersign.worker;

import dev.countersign.request.Lifecycle;
import dev.countersign.request.RequestState;
import dev.countersign.request.Signal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

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

  boolean restored;

  /** Whether its inbox is delivered. */
  boolean delivers;

  private long waitingBytes;

  OwnedPartition(int number) {
    this.number = number;
  }

  /**
   * @param bytes of its record
   */
  void put(String requestId, RequestState state, int bytes) {
    states.put(requestId, state);
    if (state instanceof RequestState.Queued) {
      Integer before = waiting.put(requestId, bytes);
      waitingBytes += bytes - (before == null ? 0 : before);
    } else {
      waitsNoMore(requestId);
    }
  }

  void remove(String requestId) {
    states.remove(requestId);
    waitsNoMore(requestId);
  }

  private void waitsNoMore(String requestId) {
    Integer before = waiting.remove(requestId);
    waitingBytes -= before == null ? 0 : before;
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
