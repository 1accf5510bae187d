package dev.countersign.platform;

import dev.countersign.platform.Call.Lane;
import dev.countersign.platform.budget.Count;
import dev.countersign.platform.budget.Demand;
import dev.countersign.platform.budget.Report;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All calls of this worker: at most so many under way, the rest in lanes; first in, first out in a
 * lane. A call needs a place in its application's budget, which the whole fleet shares; an
 * application that may not be called does not hold up the others.
 */
final class CallQueue {
  private static final Set<Lane> IMPATIENT = EnumSet.of(Lane.CREATE, Lane.SESSION);

  /** Every so many calls one of these goes before what is more urgent. */
  private static final int SHARE = 3;

  private static final List<Lane> SHARING =
      List.of(Lane.SESSION, Lane.READ, Lane.CHECK, Lane.RECONCILE);

  private final Turns turns;
  private final int maxInFlight;
  private final PlatformMetrics metrics;
  private final XamanApi api;
  private final GateReport report;
  private final FleetLog fleet;
  private final Map<String, Line> applications = new LinkedHashMap<>();
  private final Promise<Void> idle = Promise.promise();
  private boolean closing;
  private int inFlight;
  private long arrivals;
  private int passedOver;

  CallQueue(
      Turns turns,
      int maxInFlight,
      PlatformMetrics metrics,
      XamanApi api,
      GateReport report,
      FleetLog fleet) {
    this.turns = turns;
    this.maxInFlight = maxInFlight;
    this.metrics = metrics;
    this.api = api;
    this.report = report;
    this.fleet = fleet;
  }

  void add(Call<?> call) {
    Line line = line(call.application());
    if (IMPATIENT.contains(call.lane()) && !line.gate.isOpen()) {
      call.notSent();
      return;
    }
    line.add(new Line.Arrival(arrivals++, turns.now(), call));
    pump();
    look(line);
  }

  void probe(String application) {
    line(application).gate.retry();
  }

  /** The operator wants these not to be called, and all others to be. */
  void hold(Set<String> paused) {
    paused.forEach(this::line);
    applications.forEach((application, line) -> line.gate.hold(paused.contains(application)));
  }

  /** What waits in the owner loop. */
  void demand(String application, Demand demand) {
    Line line = line(application);
    line.demand(demand);
    look(line);
  }

  /** A report was read from the fleet's log. */
  void read(Report report, Duration age) {
    Line line = line(report.application());
    line.budget.read(report, age, turns.now());
    look(line);
  }

  /** An application may be called again, or for another reason not. */
  void changed(String application) {
    pump();
    look(line(application));
  }

  /** Sends what may be sent. */
  void pump() {
    while (!closing && inFlight < maxInFlight) {
      Call<?> next = next();
      if (next == null) {
        return;
      }
      Line line = line(next.application());
      if (next.isOverdue() || !line.budget.spend(next.lane() == Lane.CREATE, turns.now())) {
        next.notSent();
      } else {
        send(next, line);
      }
    }
  }

  /** Gives back what must not wait for an application: a waiting command is not in doubt. */
  void giveBack(String application) {
    Line line = line(application);
    List<Call<?>> impatient = new ArrayList<>();
    for (Lane lane : IMPATIENT) {
      Queue<Line.Arrival> queue = line.lane(lane);
      queue.forEach(arrival -> impatient.add(arrival.call()));
      queue.clear();
    }
    for (Call<?> call : impatient) {
      if (call.isWanted()) {
        call.notSent();
      }
    }
    line.budget.giveBack(Integer.MAX_VALUE);
    look(line);
  }

  /** Null: it may be called. */
  Gate.@Nullable Closed closed(String application) {
    return line(application).gate.closed();
  }

  /** Whether the fleet has calls left for what can wait. */
  boolean hasSpare(String application) {
    return line(application).budget.hasSpare(turns.now());
  }

  boolean isLimitKnown(String application) {
    return line(application).budget.isLimitKnown();
  }

  /** Sends nothing more; done when all that was sent is answered. */
  Future<Void> close() {
    closing = true;
    applications.values().forEach(this::look);
    if (inFlight == 0) {
      idle.tryComplete();
    }
    return idle.future();
  }

  void told(String application, boolean create, Allowance allowance) {
    line(application).told(create, allowance);
  }

  private @Nullable Call<?> next() {
    if (passedOver >= SHARE) {
      Call<?> passed = passedOver();
      passedOver = 0;
      if (passed != null) {
        return passed;
      }
    }
    Call<?> next = mostUrgent();
    if (next != null) {
      passedOver = next.lane().compareTo(Lane.READ) < 0 ? passedOver + 1 : 0;
    }
    return next;
  }

  /** A cancel, or else what has waited longest of all that others go before. */
  private @Nullable Call<?> passedOver() {
    Call<?> cancel = oldest(List.of(Lane.CANCEL), false);
    return cancel == null ? oldest(SHARING, true) : cancel;
  }

  private @Nullable Call<?> mostUrgent() {
    for (Lane lane : Lane.values()) {
      Call<?> call = oldest(List.of(lane), false);
      if (call != null) {
        return call;
      }
    }
    return null;
  }

  /**
   * Takes out what has waited longest in these lanes.
   *
   * @param impatient without what can still wait
   */
  private @Nullable Call<?> oldest(List<Lane> lanes, boolean impatient) {
    Line.Arrival first = null;
    Line of = null;
    for (Line line : applications.values()) {
      for (Lane lane : lanes) {
        Line.Arrival head = impatient && line.isPatient(lane) ? null : line.next(lane);
        if (head != null && (first == null || head.number() < first.number())) {
          first = head;
          of = line;
        }
      }
    }
    if (first == null || of == null) {
      return null;
    }
    of.lane(first.call().lane()).remove();
    return first.call();
  }

  private <T> void send(Call<T> call, Line line) {
    inFlight++;
    long period = line.gate.sent();
    Instant begun = turns.now();
    // A call may have moved to another lane when its answer comes.
    Lane lane = call.lane();
    if (lane == Lane.RECONCILE) {
      line.spare.taken(begun);
    }
    attempt(call)
        .onComplete(
            result -> {
              Answer<T> answer =
                  result.succeeded()
                      ? result.result()
                      : new Answer.Unclear<>(String.valueOf(result.cause()), true);
              turns.run(() -> answered(call, lane, line, period, begun, answer));
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
      Call<T> call, Lane lane, Line line, long period, Instant begun, Answer<T> answer) {
    inFlight--;
    metrics.called(call, answer, begun, turns.now());
    line.account(lane == Lane.CREATE ? Count.CREATE : Count.OTHER, answer, turns.now());
    line.gate.returned(period, lane, answer);
    if (answer instanceof Answer.RateLimited<T> limited) {
      // A gate that was closed as unreachable is open only now.
      line.gate.pause(limited.length());
    }
    call.answered(answer);
    if (closing && inFlight == 0) {
      idle.tryComplete();
    }
    pump();
    look(line);
  }

  /** What an application needs and what it has of the budget has changed. */
  private void look(Line line) {
    line.look(closing, () -> look(line));
  }

  private Line line(String application) {
    Line known = applications.get(application);
    if (known == null) {
      known =
          new Line(
              application,
              turns,
              new ApplicationGate(application, turns, this, api, report),
              fleet,
              report.listener(),
              metrics,
              this::pump);
      applications.put(application, known);
    }
    return known;
  }
}
