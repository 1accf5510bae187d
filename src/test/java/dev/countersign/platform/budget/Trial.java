package dev.countersign.platform.budget;

import dev.countersign.sandbox.Limits;
import dev.countersign.sandbox.SandboxMinute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A fleet, its log and the platform's sliding minute in virtual time. Workers share nothing but the
 * log; calls and appends take their time.
 */
final class Trial {
  private static final int CALLS = 200;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");

  private final Random random;
  private final PriorityQueue<Event> agenda =
      new PriorityQueue<>(Comparator.comparing(Event::at).thenComparingLong(Event::number));
  private final List<Worker> workers = new ArrayList<>();
  private final SandboxMinute minute;
  private final List<Instant> arrivals = new ArrayList<>();
  private final List<Rank> order = new ArrayList<>();
  private Instant now = BEGIN;
  private Instant appended = BEGIN;
  private long events;
  private int limit;
  private double ideal;
  private Instant limitSince = BEGIN;
  private int refusals;
  private boolean tells = true;
  private boolean tellsPause = true;

  /** A mechanism that reads the log. */
  interface Hearing {
    void hear(Report report, Instant now);
  }

  private record Event(Instant at, long number, Runnable step) {}

  Trial(Mechanism.Maker maker, int fleet, int limit, long seed) {
    this.random = new Random(seed);
    this.limit = limit;
    this.minute = new SandboxMinute(new Limits(limit, CALLS));
    for (int i = 0; i < fleet; i++) {
      workers.add(new Worker(maker.make(i, fleet, this)));
    }
  }

  /** The platform's answers tell nothing of limits. */
  Trial silent() {
    tells = false;
    return this;
  }

  /** 429 does not say for how long. */
  Trial silentOnPauses() {
    tellsPause = false;
    return this;
  }

  private final class Worker {
    final Mechanism mechanism;
    final List<Claim> waiting = new ArrayList<>();
    boolean dead;
    Instant lookAt = Instant.MAX;

    Worker(Mechanism mechanism) {
      this.mechanism = mechanism;
    }

    void look() {
      if (dead) {
        return;
      }
      int send = mechanism.look(List.copyOf(waiting), now);
      for (int i = 0; i < send; i++) {
        Claim first = waiting.removeFirst();
        if (first.count() > 1) {
          waiting.addFirst(first.with(first.count() - 1));
        }
        after(millis(5, 120), () -> arrive(this, first.rank()));
      }
      Instant next = mechanism.next(now);
      if (!next.isAfter(now)) {
        next = now.plusMillis(1);
      }
      if (next.isBefore(Instant.MAX) && !next.equals(lookAt)) {
        lookAt = next;
        Instant at = next;
        at(
            at,
            () -> {
              if (lookAt.equals(at)) {
                lookAt = Instant.MAX;
                look();
              }
            });
      }
    }

    void answered(@Nullable Told told, @Nullable Duration pause, Rank rank) {
      if (dead) {
        return;
      }
      if (pause != null) {
        waiting.addFirst(Claim.of(rank, 0, 1));
      }
      mechanism.answered(told, pause, now);
      look();
    }
  }

  private void arrive(Worker of, Rank rank) {
    SandboxMinute.Verdict verdict = minute.create(now);
    Integer limit = verdict.limit();
    Duration pause = null;
    arrivals.add(now);
    if (verdict.allowed()) {
      order.add(rank);
    } else {
      refusals++;
      pause = tellsPause ? pause(verdict.reset()) : MINUTE;
    }
    Told told = tells && limit != null ? new Told(true, limit, verdict.remaining()) : null;
    Duration wait = pause;
    after(millis(5, 150), () -> of.answered(told, wait, rank));
  }

  private Duration pause(long reset) {
    Duration until = Duration.between(now, Instant.ofEpochSecond(reset));
    return until.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : until;
  }

  /** Appended in one order, read by everybody a little later, each in that order. */
  void append(Report report) {
    Instant at = now.plus(millis(2, 12));
    appended = at.isAfter(appended) ? at : appended.plusNanos(1);
    for (Worker worker : workers) {
      if (worker.mechanism instanceof Hearing hearing) {
        at(
            appended.plusMillis(3),
            () -> {
              if (!worker.dead) {
                hearing.hear(report, now);
                worker.look();
              }
            });
      }
    }
  }

  // --- what happens

  Trial ask(int worker, Rank rank, int count) {
    workers.get(worker).waiting.add(Claim.of(rank, now.toEpochMilli(), count));
    workers.get(worker).waiting.sort(Comparator.naturalOrder());
    workers.get(worker).look();
    return this;
  }

  void at(Duration since, Runnable step) {
    at(BEGIN.plus(since), step);
  }

  void limit(int calls) {
    ideal += limit * seconds(limitSince) / 60;
    limitSince = now;
    limit = calls;
    minute.limits(new Limits(calls, CALLS));
  }

  /** What it had not sent falls to another worker after a while. */
  void kill(int worker, int heir) {
    Worker dead = workers.get(worker);
    dead.dead = true;
    after(
        Duration.ofSeconds(10),
        () -> {
          workers.get(heir).waiting.addAll(dead.waiting);
          workers.get(heir).look();
        });
  }

  private double seconds(Instant since) {
    return Duration.between(since, now).toMillis() / 1000.0;
  }

  /** Goes on until so many were created, or for so long. */
  Outcome run(int creates, Duration longest) {
    while (order.size() < creates && !agenda.isEmpty()) {
      Event next = agenda.remove();
      if (next.at().isAfter(BEGIN.plus(longest))) {
        break;
      }
      now = next.at();
      next.step().run();
    }
    ideal += limit * seconds(limitSince) / 60;
    return new Outcome(
        order.size(), ideal, refusals, seconds(BEGIN), mostInAMinute(), List.copyOf(order));
  }

  /** Also those that were refused. */
  private int mostInAMinute() {
    int most = 0;
    int first = 0;
    for (int last = 0; last < arrivals.size(); last++) {
      while (!arrivals.get(first).isAfter(arrivals.get(last).minus(MINUTE))) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  /**
   * @param ideal creates that the limits have allowed in that time at their steady rate
   * @param mostInAMinute calls that came in any sliding minute, also those that were refused
   */
  record Outcome(
      int created, double ideal, int refused, double seconds, int mostInAMinute, List<Rank> order) {
    double rate() {
      return created / ideal;
    }

    double refusedShare() {
      return refused / (double) (created + refused);
    }
  }

  private void after(Duration delay, Runnable step) {
    at(now.plus(delay), step);
  }

  private void at(Instant at, Runnable step) {
    agenda.add(new Event(at, events++, step));
  }

  private Duration millis(int least, int most) {
    return Duration.ofMillis(least + random.nextInt(most - least));
  }
}
