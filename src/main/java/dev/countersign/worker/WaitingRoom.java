package dev.countersign.worker;

import dev.countersign.platform.Gate;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Requests that wait for their create, by application, in order of arrival. A request leaves when
 * its application may be called, a create is free, its back-off is over, and the token directory
 * has caught up with what was there when its command was taken.
 */
final class WaitingRoom {
  /**
   * @param ticket the directory must have caught up with it; 0: no token is needed
   */
  record Waiting(String requestId, String application, int partition, long ticket) {}

  private record Delayed(Instant until, Waiting waiting) {}

  private final Map<String, ArrayDeque<Waiting>> ready = new HashMap<>();
  private final PriorityQueue<Delayed> delayed =
      new PriorityQueue<>(Comparator.comparing(Delayed::until));
  private final Map<String, Gate> gates = new HashMap<>();
  private final Map<String, Integer> creating = new HashMap<>();
  private final int maxCreating;

  WaitingRoom(int maxCreating) {
    this.maxCreating = maxCreating;
  }

  void enter(Waiting waiting, @Nullable Instant notBefore) {
    if (notBefore == null) {
      ready.computeIfAbsent(waiting.application(), _ -> new ArrayDeque<>()).add(waiting);
    } else {
      delayed.add(new Delayed(notBefore, waiting));
    }
  }

  /** Takes who may create now; {@code caughtUp} is the newest ticket the directory has reached. */
  List<Waiting> admit(Instant now, long caughtUp) {
    for (Delayed first = delayed.peek();
        first != null && !first.until().isAfter(now);
        first = delayed.peek()) {
      enter(delayed.remove().waiting(), null);
    }
    List<Waiting> admitted = new ArrayList<>();
    int free = maxCreating - creating.size();
    for (Map.Entry<String, ArrayDeque<Waiting>> queue : ready.entrySet()) {
      if (gates.get(queue.getKey()) instanceof Gate.Closed) {
        continue;
      }
      ArrayDeque<Waiting> line = queue.getValue();
      while (admitted.size() < free && !line.isEmpty() && line.element().ticket() <= caughtUp) {
        admitted.add(line.remove());
      }
    }
    return admitted;
  }

  /** When somebody's back-off is over; null: nobody waits for that. */
  @Nullable Instant nextReturn() {
    Delayed first = delayed.peek();
    return first == null ? null : first.until();
  }

  void gate(String application, Gate gate) {
    gates.put(application, gate);
  }

  /** Takes a place among the creates under way; the same request takes only one. */
  void creating(String requestId, int partition) {
    creating.put(requestId, partition);
  }

  void notCreating(String requestId) {
    creating.remove(requestId);
  }

  boolean isAnyoneCreating() {
    return !creating.isEmpty();
  }

  /** A partition went to another owner, and its queue with it. */
  void leave(int partition) {
    ready.values().forEach(line -> line.removeIf(waiting -> waiting.partition() == partition));
    delayed.removeIf(entry -> entry.waiting().partition() == partition);
    creating.values().removeIf(owner -> owner == partition);
  }

  int size() {
    return delayed.size() + ready.values().stream().mapToInt(ArrayDeque::size).sum();
  }
}
