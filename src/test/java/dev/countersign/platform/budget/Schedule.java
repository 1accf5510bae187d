package dev.countersign.platform.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Workers with one application, their log and the platform, step by step. Little happens by itself:
 * a call arrives and a worker reads and looks after a while, and what is not appended in time is
 * lost.
 */
final class Schedule {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SLICE = Duration.ofMillis(500);
  private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(4);
  private static final Duration READ_WITHIN = Duration.ofSeconds(10);
  private static final Duration LOOKS_WITHIN = Duration.ofSeconds(5);
  private static final Duration APPENDED_WITHIN = Duration.ofSeconds(10);

  private final int limit;
  private final List<Entry> log = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();
  private final ArrayDeque<Sent> sent = new ArrayDeque<>();
  private final ArrayDeque<Arrived> unanswered = new ArrayDeque<>();
  private final ArrayDeque<Instant> minute = new ArrayDeque<>();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private int arrived;
  private int refused;
  private int names;

  private record Entry(Report report, Instant at) {}

  private record Sent(Worker of, Instant at) {}

  private record Arrived(Worker of, @Nullable Told told) {}

  /** The limit was told before they began. */
  Schedule(int workers, int limit) {
    this.limit = limit;
    log.add(new Entry(Reports.answered("earlier", 0, 0, new Told(true, limit, limit)), now));
    for (int i = 0; i < workers; i++) {
      this.workers.add(new Worker());
    }
  }

  private final class Worker implements ApplicationBudget.Desk {
    final ApplicationBudget budget = new ApplicationBudget("w" + names++, "default", this);
    final ArrayDeque<Entry> outgoing = new ArrayDeque<>();
    final Instant begun = now;
    int position;
    int waiting;

    void look() {
      int wanted = waiting - budget.unspent();
      budget.giveBack(Math.max(0, -wanted));
      List<Claim> claims =
          wanted > 0 ? List.of(Claim.of(Rank.CREATE_NORMAL, 0, wanted)) : List.of();
      budget.look(claims, new Backlog(0, waiting, 0), now);
    }

    void read() {
      if (position < log.size()) {
        Entry entry = log.get(position++);
        Duration age = Duration.between(entry.at(), begun);
        budget.read(entry.report(), age.isNegative() ? Duration.ZERO : age, now);
      }
    }

    @Override
    public void append(Report report) {
      outgoing.add(new Entry(report, now));
    }

    @Override
    public void granted(Count calls) {}

    @Override
    public void paused(Instant until) {}
  }

  void ask(int worker, int creates) {
    workers.get(worker).waiting += creates;
    look(worker);
  }

  void look(int worker) {
    workers.get(worker).look();
  }

  void append(int worker) {
    Entry first = workers.get(worker).outgoing.poll();
    if (first != null && now.isBefore(first.at().plus(APPENDED_WITHIN))) {
      log.add(new Entry(first.report(), now));
    }
  }

  void lose(int worker) {
    workers.get(worker).outgoing.poll();
  }

  void read(int worker, int reports) {
    for (int i = 0; i < reports; i++) {
      workers.get(worker).read();
    }
    look(worker);
  }

  void send(int worker) {
    Worker of = workers.get(worker);
    if (of.waiting > 0 && of.budget.spend(true, now)) {
      of.waiting--;
      sent.add(new Sent(of, now));
    }
  }

  void arrive() {
    Sent first = sent.poll();
    if (first == null) {
      return;
    }
    while (!minute.isEmpty() && !minute.element().isAfter(now.minus(MINUTE))) {
      minute.remove();
    }
    if (minute.size() < limit) {
      minute.add(now);
      arrived++;
      unanswered.add(new Arrived(first.of(), new Told(true, limit, limit - minute.size())));
    } else {
      refused++;
      unanswered.add(new Arrived(first.of(), null));
    }
  }

  void answer() {
    Arrived first = unanswered.poll();
    if (first == null) {
      return;
    }
    Told told = first.told();
    if (told == null) {
      first.of().budget.refused(Count.CREATE, MINUTE, now);
    } else {
      first.of().budget.answered(Count.CREATE);
      first.of().budget.told(told);
    }
    first.of().look();
  }

  /** It is gone with all that it knew; another begins with what the log tells. */
  void restart(int worker) {
    Worker fresh = new Worker();
    fresh.waiting = workers.get(worker).waiting;
    workers.set(worker, fresh);
  }

  void pass(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      Instant next = now.plus(SLICE);
      now = next.isBefore(end) ? next : end;
      while (!sent.isEmpty() && isOver(sent.element().at(), ARRIVES_WITHIN)) {
        arrive();
      }
      workers.forEach(this::wake);
    }
  }

  private void wake(Worker worker) {
    while (worker.position < log.size() && isOver(log.get(worker.position).at(), READ_WITHIN)) {
      worker.read();
      worker.look();
    }
    if (isOver(worker.budget.next(now), LOOKS_WITHIN)) {
      worker.look();
    }
  }

  private boolean isOver(Instant since, Duration time) {
    return !since.isAfter(now.minus(time));
  }

  /** All that one worker can do now. */
  void turn(int worker) {
    look(worker);
    append(worker);
    read(worker, log.size());
    send(worker);
    send(worker);
  }

  /** All that can happen now. */
  void turnOfAll() {
    for (int worker = 0; worker < workers.size(); worker++) {
      turn(worker);
    }
    while (!sent.isEmpty()) {
      arrive();
    }
    while (!unanswered.isEmpty()) {
      answer();
    }
  }

  int arrived() {
    return arrived;
  }

  int refused() {
    return refused;
  }
}
