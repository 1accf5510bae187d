package dev.countersign.worker;

import dev.countersign.platform.Gate;
import dev.countersign.platform.budget.Demand;
import dev.countersign.platform.budget.Outlook;
import dev.countersign.request.DeferralReason;
import dev.countersign.request.RequestState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Requests that wait for their create. A request goes to its line when its back-off is over and the
 * token directory has caught up with what was there when its command was taken; it leaves the line
 * with a permit of its application's budget, when a create is free.
 */
final class WaitingRoom {
  private static final Duration LOOK_PACE = Duration.ofSeconds(1);
  private static final Duration LOOK_ON = Duration.ofMillis(50);

  /** Looking at everybody takes at most a twentieth of the time. */
  private static final int LOOK_SHARE = 20;

  /** Unless the clock is set back. */
  private static final Duration LOOK_LATEST = LOOK_PACE.multipliedBy(LOOK_SHARE);

  private static final int MOST_LATE = 1_000;

  private record Delayed(Instant until, Waiting waiting) {}

  private final Map<String, Waiting> all = new HashMap<>();

  private final PriorityQueue<Delayed> delayed =
      new PriorityQueue<>(Comparator.comparing(Delayed::until));
  private final PriorityQueue<Waiting> ticketed =
      new PriorityQueue<>(Comparator.comparingLong(waiting -> waiting.ticket));
  private final Map<String, ApplicationQueue> applications = new HashMap<>();
  private final Map<String, Integer> creating = new HashMap<>();
  private final int maxCreating;
  private final Duration deferredAfter;
  private Instant lookAt = Instant.EPOCH;
  private long caughtUp;
  private long numbers;
  private boolean draining;

  /**
   * @param maxCreating creates under way at once
   * @param deferredAfter who will wait for longer is told why
   */
  WaitingRoom(int maxCreating, Duration deferredAfter) {
    this.maxCreating = maxCreating;
    this.deferredAfter = deferredAfter;
  }

  /**
   * Begins to wait, or goes on to.
   *
   * @param ticket the token directory must have caught up with it; 0: no token is needed
   * @param notBefore its back-off is over; null: there is none
   */
  void enter(
      RequestState.Queued queued,
      int partition,
      long ticket,
      @Nullable Instant notBefore,
      Instant now) {
    String requestId = queued.subject().id();
    leave(requestId);
    Waiting waiting = new Waiting(queued, partition, ticket, now, numbers++);
    all.put(requestId, waiting);
    application(waiting).came(waiting);
    if (notBefore == null) {
      line(waiting);
    } else {
      delayed.add(new Delayed(notBefore, waiting));
    }
  }

  private void line(Waiting waiting) {
    if (waiting.gone) {
      return;
    }
    if (waiting.ticket > caughtUp) {
      ticketed.add(waiting);
    } else {
      application(waiting).add(waiting);
    }
  }

  boolean isWaiting(String requestId) {
    return all.containsKey(requestId);
  }

  /** What was published of why it waits. */
  void told(String requestId, Set<DeferralReason> reasons) {
    Waiting waiting = all.get(requestId);
    if (waiting != null) {
      waiting.told = reasons;
    }
  }

  /** Does not wait any more. */
  void leave(String requestId) {
    Waiting waiting = all.remove(requestId);
    if (waiting != null) {
      leave(waiting);
    }
  }

  private void leave(Waiting waiting) {
    waiting.gone = true;
    application(waiting).went(waiting);
    application(waiting).remove(waiting);
  }

  /** A partition went to another owner, and its queue with it. */
  void leave(int partition) {
    for (Iterator<Waiting> i = all.values().iterator(); i.hasNext(); ) {
      Waiting waiting = i.next();
      if (waiting.partition == partition) {
        i.remove();
        leave(waiting);
      }
    }
    if (creating.values().removeIf(owner -> owner == partition)) {
      applications.values().forEach(ApplicationQueue::change);
    }
  }

  /** The token directory has caught up with this ticket. */
  void caughtUp(long ticket) {
    caughtUp = Math.max(caughtUp, ticket);
    while (!ticketed.isEmpty() && ticketed.element().ticket <= caughtUp) {
      line(ticketed.remove());
    }
  }

  /** Takes who may create now. */
  List<Waiting> admit(Instant now) {
    for (Delayed first = delayed.peek();
        first != null && !first.until().isAfter(now);
        first = delayed.peek()) {
      line(delayed.remove().waiting());
    }
    List<Waiting> admitted = new ArrayList<>();
    for (ApplicationQueue application : applications.values()) {
      admitted.addAll(application.admit(places() - admitted.size()));
    }
    for (Waiting waiting : admitted) {
      all.remove(waiting.requestId);
      waiting.gone = true;
      application(waiting).went(waiting);
      creating.put(waiting.requestId, waiting.partition);
    }
    return admitted;
  }

  private int places() {
    return maxCreating - creating.size();
  }

  /** Whose demand has changed since it was asked for last. */
  void demands(BiConsumer<String, Demand> taker) {
    applications.forEach(
        (alias, application) -> {
          Demand demand = application.demand(places());
          if (demand != null) {
            taker.accept(alias, demand);
          }
        });
  }

  /** Nobody creates any more. */
  void drain() {
    draining = true;
    applications.values().forEach(ApplicationQueue::drain);
  }

  /** Those who will wait for long and are to be told why. */
  List<ApplicationQueue.Late> late(InstantSource clock) {
    Instant now = clock.instant();
    if (now.isBefore(lookAt) && !lookAt.isAfter(now.plus(LOOK_LATEST))) {
      return List.of();
    }
    List<ApplicationQueue.Late> late = new ArrayList<>();
    for (ApplicationQueue application : applications.values()) {
      late.addAll(application.late(deferredAfter, MOST_LATE - late.size(), now));
    }
    Duration took = Duration.between(now, clock.instant()).multipliedBy(LOOK_SHARE);
    Duration pace = late.size() < MOST_LATE ? LOOK_PACE : LOOK_ON;
    lookAt = now.plus(took.compareTo(pace) > 0 ? took : pace);
    return late;
  }

  /** When somebody's back-off is over; null: nobody waits for that. */
  @Nullable Instant nextReturn() {
    Delayed first = delayed.peek();
    return first == null ? null : first.until();
  }

  void gate(String application, Gate gate) {
    application(application).gate(gate);
  }

  void permit(String application, int creates) {
    application(application).permit(creates);
  }

  void outlook(String application, @Nullable Outlook outlook) {
    application(application).outlook(outlook);
  }

  /** Takes a place among the creates under way; the same request takes only one. */
  void creating(String requestId, int partition) {
    creating.put(requestId, partition);
  }

  void notCreating(String requestId) {
    if (creating.remove(requestId) != null && places() <= Demand.MOST) {
      applications.values().forEach(ApplicationQueue::change);
    }
  }

  boolean isAnyoneCreating() {
    return !creating.isEmpty();
  }

  int size() {
    return all.size();
  }

  /** By application. */
  Map<String, ApplicationQueue> applications() {
    return applications;
  }

  private ApplicationQueue application(Waiting waiting) {
    return application(waiting.application);
  }

  private ApplicationQueue application(String alias) {
    return applications.computeIfAbsent(alias, _ -> newApplication());
  }

  private ApplicationQueue newApplication() {
    ApplicationQueue application = new ApplicationQueue();
    if (draining) {
      application.drain();
    }
    return application;
  }
}
