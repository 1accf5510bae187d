package dev.countersign.worker;

import dev.countersign.platform.Gate;
import dev.countersign.platform.budget.Backlog;
import dev.countersign.platform.budget.Claim;
import dev.countersign.platform.budget.Demand;
import dev.countersign.platform.budget.Outlook;
import dev.countersign.platform.budget.Rank;
import dev.countersign.request.Ask;
import dev.countersign.request.DeferralReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The waiting requests of one application, by priority, and what is known of when they go. */
final class ApplicationQueue {
  private static final List<Ask.Priority> PRIORITIES = List.of(Ask.Priority.values());

  private final Map<Ask.Priority, FairQueue> lines = new EnumMap<>(Ask.Priority.class);

  /** Also those that are not in a line yet, in the order in which they came. */
  private final Map<String, Waiting> present = new LinkedHashMap<>();

  private final Map<Ask.Priority, Integer> waiting = new EnumMap<>(Ask.Priority.class);

  private Gate gate = new Gate.Open();
  private @Nullable Outlook outlook;

  /** Whether only the budget kept requests waiting when it was looked last, and since when. */
  private boolean callable = true;

  private Instant callableSince = Instant.EPOCH;
  private int permits;
  private long received;
  private long unused;
  private boolean changed;
  private boolean draining;

  ApplicationQueue() {
    for (Ask.Priority priority : PRIORITIES) {
      lines.put(priority, new FairQueue());
      waiting.put(priority, 0);
    }
  }

  /** A request that waits longer than it should. */
  record Late(Waiting waiting, DeferralReason reason, @Nullable Instant eta) {}

  private FairQueue line(Ask.Priority priority) {
    FairQueue line = lines.get(priority);
    if (line == null) {
      throw new IllegalStateException("no line for " + priority);
    }
    return line;
  }

  void came(Waiting request) {
    present.put(request.requestId, request);
    waiting.merge(request.priority, 1, Integer::sum);
    changed = true;
  }

  void went(Waiting request) {
    present.remove(request.requestId);
    if (present.isEmpty()) {
      // It is told anew to those who wait.
      outlook = null;
    }
    waiting.merge(request.priority, -1, Integer::sum);
    changed = true;
  }

  void add(Waiting request) {
    line(request.priority).add(request);
    changed = true;
  }

  void remove(Waiting request) {
    line(request.priority).remove(request);
    changed = true;
  }

  /** Others may go first now, or more of them. */
  void change() {
    changed = true;
  }

  void gate(Gate gate) {
    this.gate = gate;
    changed = true;
  }

  void outlook(@Nullable Outlook outlook) {
    this.outlook = outlook;
  }

  void permit(int creates) {
    received += creates;
    if (draining) {
      unused += creates;
    } else {
      permits += creates;
    }
    changed = true;
  }

  /** Who may create now; permits for which nobody is there are given back. */
  List<Waiting> admit(int places) {
    List<Waiting> admitted = new ArrayList<>();
    if (gate instanceof Gate.Open) {
      for (Ask.Priority priority : PRIORITIES) {
        Waiting next = null;
        while (admitted.size() < Math.min(places, permits)
            && (next = line(priority).poll()) != null) {
          admitted.add(next);
        }
      }
    }
    changed |= permits > 0;
    unused += permits - admitted.size();
    permits = 0;
    return admitted;
  }

  /** What the fleet has to know of it, if that has changed. */
  @Nullable Demand demand(int places) {
    if (!changed) {
      return null;
    }
    changed = false;
    List<Claim> first = new ArrayList<>();
    int most = draining ? 0 : Math.min(places, Demand.MOST);
    for (Ask.Priority priority : PRIORITIES) {
      if (first.size() < most) {
        line(priority)
            .visit(
                (request, rounds) -> {
                  first.add(
                      new Claim(rank(priority), rounds, request.deadline, request.arrival, 1));
                  return first.size() < most;
                });
      }
    }
    return new Demand(first, waiting(), received, unused);
  }

  /** No permit is used any more; those that have come are given back. */
  void drain() {
    changed = true;
    draining = true;
    unused += permits;
    permits = 0;
  }

  Backlog waiting() {
    return new Backlog(
        count(Ask.Priority.HIGH), count(Ask.Priority.NORMAL), count(Ask.Priority.LOW));
  }

  private int count(Ask.Priority priority) {
    return waiting.getOrDefault(priority, 0);
  }

  private static Rank rank(Ask.Priority priority) {
    return switch (priority) {
      case HIGH -> Rank.CREATE_HIGH;
      case NORMAL -> Rank.CREATE_NORMAL;
      case LOW -> Rank.CREATE_LOW;
    };
  }

  // --- who waits for long

  private DeferralReason reason() {
    return switch (gate) {
      case Gate.Open _ -> DeferralReason.BUDGET;
      case Gate.Closed closed ->
          switch (closed.reason()) {
            case RATE_LIMITED -> DeferralReason.BUDGET;
            case CREDENTIALS, UNREACHABLE, PAUSED -> DeferralReason.PLATFORM_UNREACHABLE;
          };
    };
  }

  /**
   * Those that will wait for longer than {@code patience} and were not told why, at most so many.
   * After an outage patience begins anew: who had to wait for its end may be about to go.
   */
  List<Late> late(Duration patience, int most, Instant now) {
    List<Late> late = new ArrayList<>();
    DeferralReason reason = reason();
    boolean callableNow = reason == DeferralReason.BUDGET;
    if (callableNow && !callable) {
      callableSince = now;
    }
    callable = callableNow;
    Instant earliest = callableNow ? callableSince : Instant.EPOCH;
    int ahead = 0;
    for (Ask.Priority priority : PRIORITIES) {
      FairQueue line = line(priority);
      int before = ahead;
      int[] index = {0};
      line.visit(
          (request, _) -> {
            int own = index[0]++;
            if (!request.told.contains(reason)) {
              Instant eta =
                  reason == DeferralReason.BUDGET
                      ? turn(before + own + elsewhere(priority, own, line.size()), now)
                      : null;
              Instant until = eta == null ? now : eta;
              Instant since = request.since.isAfter(earliest) ? request.since : earliest;
              if (until.isAfter(since.plus(patience))) {
                late.add(new Late(request, reason, eta));
              }
            }
            return late.size() < most;
          });
      ahead += line.size();
    }
    return late;
  }

  /** Those of other workers that go before: all of a better priority, and a part of the same. */
  private int elsewhere(Ask.Priority priority, int own, int all) {
    if (outlook == null) {
      return 0;
    }
    var others = outlook.elsewhere();
    int same =
        switch (priority) {
          case HIGH -> others.high();
          case NORMAL -> others.normal();
          case LOW -> others.low();
        };
    int better =
        switch (priority) {
          case HIGH -> 0;
          case NORMAL -> others.high();
          case LOW -> others.high() + others.normal();
        };
    return better + (int) ((long) same * own / Math.max(1, all));
  }

  /** Null: nobody can tell. */
  private @Nullable Instant turn(int ahead, Instant now) {
    Instant paused = gate instanceof Gate.Closed closed ? closed.until() : now;
    if (paused.equals(Instant.MAX)) {
      return null;
    }
    Instant turn = outlook == null ? null : outlook.turn(ahead);
    if (turn == null) {
      return paused.isAfter(now) ? paused : null;
    }
    return turn.isBefore(paused) ? paused : turn;
  }

  /** When the command of whoever has waited longest came; null: nobody waits. */
  @Nullable Instant oldest() {
    return present.isEmpty()
        ? null
        : Instant.ofEpochMilli(present.values().iterator().next().arrival);
  }

  /** When one that came now would go; null: nobody can tell. */
  @Nullable Instant newcomersTurn(Instant now) {
    var own = waiting();
    return turn(
        own.high() + own.normal() + elsewhere(Ask.Priority.NORMAL, own.normal(), own.normal()),
        now);
  }
}
