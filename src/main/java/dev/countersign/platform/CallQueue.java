package dev.countersign.platform;

import dev.countersign.platform.Call.Lane;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All calls of this worker: at most so many under way, the rest in lanes; first in, first out in a
 * lane, and an application that may not be called does not hold up the others.
 */
final class CallQueue {
  private static final List<Lane> LANES = List.of(Lane.values());
  private static final Set<Lane> IMPATIENT = EnumSet.of(Lane.CREATE, Lane.SESSION);

  /** Every so many calls a read that nothing hints at goes before what is more urgent. */
  private static final int SHARE = 3;

  private final Turns turns;
  private final int maxInFlight;
  private final PlatformMetrics metrics;
  private final XamanApi api;
  private final GateReport report;
  private final Map<String, Waiting> applications = new LinkedHashMap<>();
  private final Promise<Void> idle = Promise.promise();
  private boolean closing;
  private int inFlight;
  private long arrivals;
  private int passedOver;

  CallQueue(
      Turns turns, int maxInFlight, PlatformMetrics metrics, XamanApi api, GateReport report) {
    this.turns = turns;
    this.maxInFlight = maxInFlight;
    this.metrics = metrics;
    this.api = api;
    this.report = report;
  }

  /** A call in the order of its arrival. */
  private record Arrival(long number, Call<?> call) {}

  /** What waits for one application. */
  private static final class Waiting {
    final ApplicationGate gate;
    final Spare spare = new Spare();
    int underWay;
    Timers.@Nullable Timer later;
    final Map<Lane, Queue<Arrival>> lanes = new EnumMap<>(Lane.class);

    Waiting(ApplicationGate gate) {
      this.gate = gate;
      for (Lane lane : Lane.values()) {
        lanes.put(lane, new ArrayDeque<>());
      }
    }

    Queue<Arrival> lane(Lane lane) {
      return lanes.getOrDefault(lane, new ArrayDeque<>());
    }

    /** It may have moved to another lane since. */
    private static boolean isStale(Call<?> call, Lane lane) {
      return !call.isWanted() || call.lane() != lane;
    }

    @Nullable Arrival head(Lane lane) {
      Queue<Arrival> queue = lane(lane);
      while (!queue.isEmpty() && isStale(queue.element().call(), lane)) {
        queue.remove();
      }
      return gate.admits(lane) ? queue.peek() : null;
    }
  }

  void add(Call<?> call) {
    Waiting waiting = waiting(call.application());
    if (IMPATIENT.contains(call.lane()) && !waiting.gate.isOpen()) {
      call.notSent();
      return;
    }
    waiting.lane(call.lane()).add(new Arrival(arrivals++, call));
    pump();
  }

  void probe(String application) {
    waiting(application).gate.probe();
  }

  /** Sends what may be sent. */
  void pump() {
    while (!closing && inFlight < maxInFlight) {
      Call<?> next = next();
      if (next == null) {
        return;
      }
      if (next.isOverdue()) {
        next.notSent();
      } else {
        send(next, waiting(next.application()));
      }
    }
  }

  /** Gives back what must not wait for an application: a waiting command is not in doubt. */
  void giveBack(String application) {
    List<Arrival> impatient = new ArrayList<>();
    for (Lane lane : IMPATIENT) {
      Queue<Arrival> queue = waiting(application).lane(lane);
      impatient.addAll(queue);
      queue.clear();
    }
    for (Arrival arrival : impatient) {
      if (arrival.call().isWanted()) {
        arrival.call().notSent();
      }
    }
  }

  /** Null: it may be called. */
  Gate.@Nullable Closed closed(String application) {
    return waiting(application).gate.closed();
  }

  /** Sends nothing more; done when all that was sent is answered. */
  Future<Void> close() {
    closing = true;
    if (inFlight == 0) {
      idle.tryComplete();
    }
    return idle.future();
  }

  void told(String application, Allowance allowance) {
    waiting(application).spare.told(allowance, turns.now());
  }

  private @Nullable Call<?> next() {
    if (passedOver >= SHARE) {
      Call<?> passed = next(List.of(Lane.READ));
      passedOver = 0;
      if (passed != null) {
        return passed;
      }
    }
    Call<?> next = next(LANES);
    if (next != null) {
      passedOver = next.lane().compareTo(Lane.READ) < 0 ? passedOver + 1 : 0;
    }
    return next;
  }

  private @Nullable Call<?> next(List<Lane> lanes) {
    for (Lane lane : lanes) {
      Arrival first = null;
      Waiting of = null;
      for (Waiting waiting : applications.values()) {
        Arrival head = head(waiting, lane);
        if (head != null && (first == null || head.number() < first.number())) {
          first = head;
          of = waiting;
        }
      }
      if (first != null && of != null) {
        of.lane(lane).remove();
        return first.call();
      }
    }
    return null;
  }

  private @Nullable Arrival head(Waiting waiting, Lane lane) {
    Arrival head = waiting.head(lane);
    if (head == null
        || lane != Lane.RECONCILE
        || waiting.spare.isThere(waiting.underWay, turns.now())) {
      return head;
    }
    if (waiting.later == null) {
      waiting.later =
          turns.after(
              Spare.UNTOLD_PACE,
              () -> {
                waiting.later = null;
                pump();
              });
    }
    return null;
  }

  private <T> void send(Call<T> call, Waiting waiting) {
    inFlight++;
    waiting.underWay++;
    long period = waiting.gate.sent();
    Instant begun = turns.now();
    if (call.lane() == Lane.RECONCILE) {
      waiting.spare.taken(begun);
    }
    attempt(call)
        .onComplete(
            result -> {
              Answer<T> answer =
                  result.succeeded()
                      ? result.result()
                      : new Answer.Unclear<>(String.valueOf(result.cause()), true);
              turns.run(() -> answered(call, waiting, period, begun, answer));
            });
  }

  private static <T> Future<Answer<T>> attempt(Call<T> call) {
    try {
      return call.send();
    } catch (RuntimeException bug) {
      return Future.failedFuture(bug);
    }
  }

  private <T> void answered(
      Call<T> call, Waiting waiting, long period, Instant begun, Answer<T> answer) {
    inFlight--;
    waiting.underWay--;
    metrics.called(call, answer, begun, turns.now());
    waiting.gate.returned(period, call.lane(), answer);
    call.answered(answer);
    if (closing && inFlight == 0) {
      idle.tryComplete();
    }
    pump();
  }

  private Waiting waiting(String application) {
    Waiting known = applications.get(application);
    if (known == null) {
      known = new Waiting(new ApplicationGate(application, turns, this, api, report));
      applications.put(application, known);
    }
    return known;
  }
}
