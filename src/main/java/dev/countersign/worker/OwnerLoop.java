package dev.countersign.worker;

import dev.countersign.platform.Gate;
import dev.countersign.platform.Platform;
import dev.countersign.platform.budget.Demand;
import dev.countersign.request.Action;
import dev.countersign.request.RequestState;
import dev.countersign.request.Signal;
import dev.countersign.token.TokenDirectory;
import dev.countersign.token.TokenFeed;
import dev.countersign.tracing.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The one thread that owns partitions. A turn polls, takes what came back from the platform and the
 * timers that are due, applies all of it to the core, writes everything in one transaction, and
 * only then changes memory and starts actions. So a crash anywhere is just a replay.
 *
 * <p>Nothing here is shared: other threads speak through the {@link Mailbox}.
 */
public final class OwnerLoop implements OwnerLog.Ownership {
  private static final Logger log = LoggerFactory.getLogger(OwnerLoop.class);

  /**
   * Transactions that follow each other at once are slow: the first append of the next meets the
   * marker of the last and backs off.
   */
  private static final Duration PAUSE = Duration.ofMillis(5);

  private static final Duration IDLE = Duration.ofMillis(500);
  private static final Duration RESTORE_WAIT = Duration.ofMillis(10);

  private static final Duration JOIN = Duration.ofSeconds(5);

  private static final Set<Class<? extends Signal>> CREATE_ANSWERS =
      Set.of(
          Signal.Created.class,
          Signal.CreateRefused.class,
          Signal.CreateNotDone.class,
          Signal.CreateInDoubt.class,
          Signal.CreateConflicted.class,
          Signal.CreateUnauthorized.class);

  private final OwnerLog ownerLog;
  private final Platform platform;
  private final Mailbox mailbox;
  private final TurnWriter writer;
  private final InstantSource clock;
  private final LoopMetrics metrics;
  private final WaitingRoom waitingRoom;
  private final Holdings holdings;
  private final Restore restore;
  private final Inputs inputs;
  private final Upkeep upkeep;
  private final WaitingBound bound;
  private final Instant begun;
  private final TurnReport report;
  private Instant lastCommit = Instant.EPOCH;
  private boolean draining;

  /**
   * @param gates what is known of the applications already
   */
  public OwnerLoop(
      OwnerLog ownerLog,
      Platform platform,
      TokenFeed tokenFeed,
      Mailbox mailbox,
      Codecs codecs,
      LoopSettings settings,
      Map<String, Gate> gates,
      InstantSource clock,
      LoopMetrics metrics) {
    this.ownerLog = ownerLog;
    this.platform = platform;
    this.mailbox = mailbox;
    TokenDirectory directory = new TokenDirectory();
    this.report = new TurnReport(metrics, settings.topics().events());
    this.writer = new TurnWriter(settings, codecs, directory);
    this.clock = clock;
    this.metrics = metrics;
    this.waitingRoom = new WaitingRoom(settings.maxCreating(), settings.deferredAfter());
    gates.forEach(waitingRoom::gate);
    this.holdings = new Holdings(settings.lifecycle(), tokenFeed, waitingRoom);
    this.restore = new Restore(ownerLog, codecs.states());
    this.begun = clock.instant();
    this.inputs = new Inputs(mailbox, holdings, waitingRoom, directory, settings.partitions());
    this.upkeep = new Upkeep(ownerLog, holdings, begun);
    this.bound = new WaitingBound(settings.maxWaitingBytes(), ownerLog::pause, ownerLog::resume);
    mailbox.onLetter(ownerLog::wakeup);
  }

  /** What has been waiting for its ledger for long; null: nothing has. */
  @Nullable String unsettled() {
    return holdings.unsettled(clock.instant());
  }

  /** Gives up everything that is owned: sockets are closed, calls under way are forgotten. */
  public void abandon() {
    holdings.all().forEach(partition -> platform.release(partition.states.keySet()));
    waitingRoom.applications().keySet().forEach(alias -> platform.demand(alias, Demand.NONE));
    metrics.gone();
  }

  /**
   * One turn, which waits at most {@code wait} for something to do.
   *
   * @return how long the next turn may wait
   */
  public Duration turn(Duration wait) {
    poll(wait);
    inputs.readMail();
    Instant now = clock.instant();
    inputs.timers(now);
    admit(now);
    inputs.late(clock);
    if (!inputs.isEmpty() && (!pause(now).isPositive() || inputs.isFull())) {
      work();
      metrics.worked(Duration.between(now, clock.instant()));
      // Who was queued by this turn creates in the next, which must not wait for something to come.
      admit(clock.instant());
    }
    waitingRoom.demands(platform::demand);
    bound.hold(holdings.all());
    metrics.waiting(bound.bytes(), bound.isFull());
    upkeep.turn(clock.instant());
    metrics.seen(holdings, waitingRoom, mailbox, restore.isUnderWay(), clock.instant());
    return nextWait();
  }

  /** Grants no more creates; what is under way is brought to its end. */
  public void drain() {
    draining = true;
    waitingRoom.drain();
  }

  /** Whether a create is under way whose outcome would be in doubt if the worker stopped now. */
  public boolean isCreating() {
    return waitingRoom.isAnyoneCreating();
  }

  /** What keeps it from working on all that is assigned; a while is given to get any. */
  public List<String> awaited() {
    return joined(clock.instant()) ? restore.awaited() : List.of("no partition is assigned yet");
  }

  /** Why it takes in no more commands; null: it does. */
  @Nullable String full() {
    return bound.full();
  }

  /** The requests of every restored partition. */
  Map<Integer, Map<String, RequestState>> memory() {
    Map<Integer, Map<String, RequestState>> memory = new HashMap<>();
    for (OwnedPartition partition : holdings.all()) {
      if (partition.restored) {
        memory.put(partition.number, Map.copyOf(partition.states));
      }
    }
    return memory;
  }

  private boolean joined(Instant now) {
    return !holdings.all().isEmpty() || now.isAfter(begun.plus(JOIN));
  }

  // --- what comes in

  private void poll(Duration wait) {
    boolean mayWait = mailbox.fallAsleep() && !restore.isUnderWay();
    inputs.letters(ownerLog.poll(mayWait ? wait : Duration.ZERO, this));
    mailbox.awake();
    if (restore.isUnderWay()) {
      restore.advance(RESTORE_WAIT, clock.instant()).forEach(this::takeUp);
    }
  }

  private void takeUp(OwnedPartition partition) {
    inputs.resume(partition, holdings.takeUp(partition, clock.instant()));
    metrics.restored(Duration.between(partition.assignedAt, clock.instant()));
    log.atInfo()
        .addKeyValue("partition", partition.number)
        .addKeyValue("requests", partition.states.size())
        .addKeyValue("held", partition.held.size())
        .log("partition restored");
  }

  private void admit(Instant now) {
    if (!draining) {
      inputs.admit(now);
    }
  }

  private Duration nextWait() {
    Instant now = clock.instant();
    Instant until = now.plus(IDLE);
    if (!inputs.isEmpty()) {
      until = now.plus(pause(now));
    } else {
      until = earliest(until, holdings.nextTimer());
      // While draining nobody is admitted, so a back-off that is over would never stop waking us.
      until = draining ? until : earliest(until, waitingRoom.nextReturn());
    }
    Duration wait = Duration.between(now, until);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** What is left of the pause; a clock that was set back does not make it longer. */
  private Duration pause(Instant now) {
    Duration left = Duration.between(now, lastCommit.plus(PAUSE));
    return left.compareTo(PAUSE) > 0 ? Duration.ZERO : left;
  }

  private static Instant earliest(Instant a, @Nullable Instant b) {
    return b != null && b.isBefore(a) ? b : a;
  }

  // --- the transaction

  private void work() {
    List<Input> batch = inputs.take();
    ArrayDeque<Input> todo = new ArrayDeque<>(batch);
    try {
      work(batch, todo);
    } catch (OwnerLog.Refused e) {
      // A rebalance is going on. What is still ours after the next poll is applied again.
      log.atInfo().addKeyValue("inputs", todo.size()).log("transaction refused");
      lastCommit = clock.instant();
      inputs.putBack(List.copyOf(todo));
    }
  }

  /** One that spoils the transaction is found by halving, so that only the culprit is put aside. */
  private void work(List<Input> batch, ArrayDeque<Input> todo) {
    if (!attempt(batch)) {
      if (batch.size() > 1) {
        int half = batch.size() / 2;
        work(batch.subList(0, half), todo);
        work(batch.subList(half, batch.size()), todo);
        return;
      }
      putAside(batch.getFirst());
    }
    batch.forEach(_ -> todo.remove());
  }

  /**
   * Applies and commits a batch.
   *
   * @return false when its records cannot be written
   */
  private boolean attempt(List<Input> batch) {
    // States keep milliseconds: what is remembered equals what is restored.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Turn turn = new Turn();
    List<Input> ours = batch.stream().filter(holdings::isOurs).toList();
    for (Input input : ours) {
      try {
        writer.apply(turn, input, now);
      } catch (RuntimeException | StackOverflowError e) {
        isolate(turn, input, e);
      }
    }
    try {
      writer.writeStates(turn);
    } catch (RuntimeException | StackOverflowError e) {
      log.atError().setCause(e).addKeyValue("inputs", ours.size()).log("states not writable");
      return false;
    }
    try {
      commit(turn, ours);
      return true;
    } catch (OwnerLog.Poisoned e) {
      log.atError().setCause(e).addKeyValue("inputs", ours.size()).log("records not writable");
      return false;
    }
  }

  private void isolate(Turn turn, Input input, Throwable cause) {
    boolean news = writer.isolate(turn, input, cause);
    log.atLevel(news ? Level.ERROR : Level.DEBUG)
        .setCause(cause)
        .addKeyValue("input", input.name())
        .log("input put aside");
  }

  private void putAside(Input input) {
    Turn turn = new Turn();
    isolate(turn, input, new IllegalStateException("its records cannot be written"));
    try {
      commit(turn, List.of(input));
    } catch (OwnerLog.Poisoned e) {
      if (!(input instanceof Input.FromInbox(OwnedPartition partition, var letter))) {
        throw e;
      }
      Turn last = new Turn();
      writer.isolateByPlace(last, partition, letter);
      commit(last, List.of(input));
    }
  }

  private void commit(Turn turn, List<Input> batch) {
    Instant begun = clock.instant();
    if (!turn.isEmpty()) {
      log.atDebug()
          .addKeyValue("inputs", batch.size())
          .addKeyValue("records", turn.records.size())
          .log("transaction begins");
      try {
        ownerLog.commit(turn.records, turn.offsets);
      } catch (OwnerLog.Refused | OwnerLog.Poisoned | OwnerLog.LogLost e) {
        metrics.notCommitted(e);
        throw e;
      }
      lastCommit = clock.instant();
      log.atDebug().addKeyValue("inputs", batch.size()).log("transaction committed");
      Duration took = Duration.between(begun, lastCommit);
      holdings.install(turn, lastCommit);
      report.committed(turn, batch.size(), took);
    }
    for (Input input : turn.isolated) {
      metrics.isolated();
      findOut(input);
    }
    turn.later.forEach(inputs::park);
    holdings.settlePermits(batch, clock.instant());
    holdings.settleTimers(turn, batch, clock.instant());
    boolean stoodStill = clock.instant().isAfter(begun.plus(Platform.PROMPT));
    turn.actions.forEach(started -> start(started, stoodStill));
  }

  /**
   * A create whose answer broke the code is over: what came of it is read, as after a crash. What
   * else was awaited is asked for again later.
   */
  private void findOut(Input input) {
    if (!(input
        instanceof Input.FromSignal(OwnedPartition partition, String requestId, Signal signal))) {
      return;
    }
    if (CREATE_ANSWERS.contains(signal.getClass())
        && partition.state(requestId) instanceof RequestState.Creating creating
        && creating.doubt() == null) {
      waitingRoom.notCreating(requestId);
      inputs.resume(partition, List.of(requestId));
    } else if (!(signal instanceof Signal.TimerFired)) {
      holdings.resumeLater(partition, requestId, clock.instant());
    }
  }

  /**
   * @param stoodStill since its commit somebody else may have become the owner, and may not wait
   *     for a create of ours any more
   */
  private void start(Turn.Started started, boolean stoodStill) {
    LogLine.about(log.atDebug(), started.subject())
        .addKeyValue("action", started.action().getClass().getSimpleName())
        .log("action begins");
    if (stoodStill && started.action() instanceof Action.Create) {
      mailbox.signal(started.subject().id(), new Signal.CreateNotDone());
    } else {
      platform.start(started.subject(), started.action());
    }
  }

  // --- ownership

  @Override
  public void assigned(Collection<Integer> numbers) {
    log.atInfo().addKeyValue("partitions", numbers).log("partitions assigned");
    numbers.forEach(number -> restore.begin(holdings.add(number, clock.instant())));
  }

  @Override
  public void revoked(Collection<Integer> numbers) {
    log.atInfo().addKeyValue("partitions", numbers).log("partitions handed over");
    for (Integer number : numbers) {
      restore.giveUp(number);
      OwnedPartition partition = holdings.remove(number);
      if (partition != null) {
        platform.release(partition.states.keySet());
      }
    }
  }
}
