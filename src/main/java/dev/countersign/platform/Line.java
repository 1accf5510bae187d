package dev.countersign.platform;

import dev.countersign.platform.Call.Lane;
import dev.countersign.platform.budget.ApplicationBudget;
import dev.countersign.platform.budget.Claim;
import dev.countersign.platform.budget.Count;
import dev.countersign.platform.budget.Demand;
import dev.countersign.platform.budget.Rank;
import dev.countersign.platform.budget.Report;
import dev.countersign.platform.budget.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** What waits for one application, and this worker's part in its budget. */
final class Line implements ApplicationBudget.Desk {
  private static final Duration OVERDUE = Duration.ofMillis(20);
  private static final Duration OUTLOOK_PACE = Duration.ofSeconds(1);

  final ApplicationGate gate;
  final ApplicationBudget budget;
  final Spare spare = new Spare();
  private final String application;
  private final Turns turns;
  private final FleetLog fleet;
  private final PlatformListener listener;
  private final PlatformMetrics metrics;
  private final Runnable pump;
  private final Map<Lane, Queue<Arrival>> lanes = new EnumMap<>(Lane.class);
  private Demand demand = Demand.NONE;
  private long granted;
  private Timers.Timer timer = () -> {};
  private Instant timerAt = Instant.MAX;
  private Instant outlookAt = Instant.EPOCH;

  /** A call in the order of its arrival. */
  record Arrival(long number, Instant at, Call<?> call) {}

  Line(
      String application,
      Turns turns,
      ApplicationGate gate,
      FleetLog fleet,
      PlatformListener listener,
      PlatformMetrics metrics,
      Runnable pump) {
    this.application = application;
    this.turns = turns;
    this.gate = gate;
    this.fleet = fleet;
    this.listener = listener;
    this.metrics = metrics;
    this.pump = pump;
    this.budget = new ApplicationBudget(fleet.worker(), application, this);
    for (Lane lane : Lane.values()) {
      lanes.put(lane, new ArrayDeque<>());
    }
  }

  void add(Arrival arrival) {
    lane(arrival.call().lane()).add(arrival);
  }

  Queue<Arrival> lane(Lane lane) {
    return lanes.getOrDefault(lane, new ArrayDeque<>());
  }

  /** Who comes first in a lane and may be called now. */
  @Nullable Arrival next(Lane lane) {
    boolean mayBeCalled = lane == Lane.CREATE || budget.permits(turns.now()) > 0;
    return mayBeCalled ? head(lane) : null;
  }

  /** Reconciliations wait for what can be spared, unless they have waited for long. */
  boolean isPatient(Lane lane) {
    return lane == Lane.RECONCILE && rank(lane, turns.now()) != Rank.READ;
  }

  private @Nullable Arrival head(Lane lane) {
    Queue<Arrival> queue = lane(lane);
    while (!queue.isEmpty() && isStale(queue.element().call(), lane)) {
      queue.remove();
    }
    return gate.admits(lane) ? queue.peek() : null;
  }

  /** It may have moved to another lane since. */
  private static boolean isStale(Call<?> call, Lane lane) {
    return !call.isWanted() || call.lane() != lane;
  }

  // --- what the platform said

  void told(boolean create, Allowance allowance) {
    budget.told(new Told(create, allowance.limit(), allowance.remaining()));
  }

  void account(Count call, Answer<?> answer, Instant now) {
    switch (answer) {
      case Answer.Ok<?> _,
          Answer.NotFound<?> _,
          Answer.Refused<?> _,
          Answer.Conflict<?> _,
          Answer.Unauthorized<?> _ ->
          budget.answered(call);
      case Answer.RateLimited<?> limited -> budget.refused(call, limited.length(), now);
      case Answer.Unclear<?> unclear -> {
        if (unclear.sent()) {
          budget.unclear(call);
        } else {
          budget.unused(call);
        }
      }
    }
  }

  // --- what is wanted

  void demand(Demand present) {
    long unused = present.unused() - demand.unused();
    // A loop that begins anew counts from the start, and has none of what was granted before.
    if (present.received() < demand.received()) {
      granted = present.received();
      unused = 0;
    }
    demand = present;
    if (unused > 0) {
      budget.giveBack((int) unused);
    }
  }

  /** Asks for what is needed and gives back what is not; {@code again}: later. */
  void look(boolean closing, Runnable again) {
    Instant now = turns.now();
    List<Claim> calls = closing ? List.of() : calls(now);
    int needed = calls.stream().mapToInt(Claim::count).sum();
    budget.keep(needed);
    if (closing) {
      budget.giveBack(Integer.MAX_VALUE);
    }
    List<Claim> claims = Claim.without(calls, budget.permits(now));
    if (!closing && gate.isOpen()) {
      claims.addAll(Claim.without(demand.first(), onTheirWay()));
    }
    budget.look(claims, demand.waiting(), now);
    outlook(now);
    schedule(now, again);
  }

  /** Creates that were granted and that the loop did not know of when it told what it needs. */
  private int onTheirWay() {
    int unspent = budget.unspent();
    if (unspent == 0) {
      granted = demand.received();
    }
    return (int) Math.clamp(granted - demand.received(), 0, unspent);
  }

  private void outlook(Instant now) {
    boolean due = !now.isBefore(outlookAt.plus(OUTLOOK_PACE)) || now.isBefore(outlookAt);
    if (due) {
      outlookAt = now;
      metrics.budget(application, budget.figures(now));
      if (demand.waiting().all() > 0) {
        listener.outlook(application, budget.outlook(now));
      }
    }
  }

  private void schedule(Instant now, Runnable again) {
    Instant at = budget.next(now);
    if (!lane(Lane.RECONCILE).isEmpty()) {
      Instant spared = spare.next(budget.isLimitKnown());
      at = spared.isAfter(now) && spared.isBefore(at) ? spared : at;
    }
    if (demand.waiting().all() > 0 && now.plus(OUTLOOK_PACE).isBefore(at)) {
      at = now.plus(OUTLOOK_PACE);
    }
    if (at.equals(timerAt)) {
      return;
    }
    timer.cancel();
    timerAt = at;
    if (at.isBefore(Instant.MAX)) {
      Duration wait = at.isAfter(now) ? Duration.between(now, at) : OVERDUE;
      timer =
          turns.after(
              wait,
              () -> {
                timerAt = Instant.MAX;
                again.run();
              });
    }
  }

  /** In the order of claims. */
  private List<Claim> calls(Instant now) {
    List<Claim> claims = new ArrayList<>();
    for (Lane lane : Lane.values()) {
      Arrival head = lane == Lane.CREATE ? null : head(lane);
      Rank rank = head == null ? null : rank(lane, now);
      if (head != null && rank != null) {
        // While an application is being probed calls go out one at a time.
        boolean one =
            !gate.isOpen()
                || rank != ordinary(lane)
                || !budget.isLimitKnown() && lane == Lane.RECONCILE;
        claims.add(Claim.of(rank, head.at().toEpochMilli(), one ? 1 : lane(lane).size()));
      }
    }
    claims.sort(null);
    return claims;
  }

  private @Nullable Rank rank(Lane lane, Instant now) {
    return lane == Lane.RECONCILE ? spare.rank(budget.isLimitKnown(), now) : ordinary(lane);
  }

  private static Rank ordinary(Lane lane) {
    return switch (lane) {
      case DECIDE -> Rank.DECIDE;
      case CANCEL -> Rank.CANCEL;
      case CREATE -> throw new IllegalArgumentException("creates wait in the owner loop");
      case SESSION -> Rank.SESSION;
      case READ -> Rank.READ;
      case CHECK -> Rank.CHECK;
      case RECONCILE -> Rank.RECONCILE;
      case PROBE -> Rank.PROBE;
    };
  }

  // --- what the budget does

  @Override
  public void append(Report report) {
    fleet.log().append(report);
  }

  @Override
  public void granted(Count calls) {
    if (calls.creates() > 0) {
      granted += calls.creates();
      // Those who do not go with these go a place later than was told last.
      outlookAt = Instant.EPOCH;
      listener.permits(application, calls.creates());
    }
    if (calls.others() > 0) {
      pump.run();
    }
  }

  @Override
  public void paused(Instant until) {
    Instant now = turns.now();
    if (until.isAfter(now)) {
      gate.pause(Duration.between(now, until));
    }
  }
}
