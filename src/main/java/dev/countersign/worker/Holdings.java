package dev.countersign.worker;

import dev.countersign.request.Ask;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.RequestState;
import dev.countersign.request.Signal;
import dev.countersign.token.TokenFeed;
import dev.countersign.tracing.LogLine;
import dev.countersign.wire.StateCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * The loop's memory: the owned partitions with their requests, and what follows from a request
 * being in a state (a timer, a place in the waiting room). It only ever holds what is committed.
 */
final class Holdings {
  private static final Logger log = LoggerFactory.getLogger(Holdings.class);

  /** By then it is in a ledger, or too late for one; mostly within seconds. */
  private static final Duration STUCK = Duration.ofMinutes(10);

  private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

  /** What breaks the code is tried again now and then: the platform may answer otherwise. */
  private static final Duration AFTER_BREAKING = Duration.ofMinutes(15);

  private final Lifecycle lifecycle;
  private final TokenFeed tokenFeed;
  private final WaitingRoom waitingRoom;
  private final TimerQueue timers = new TimerQueue();
  private final Map<Integer, OwnedPartition> partitions = new HashMap<>();
  private long ticket;

  Holdings(Lifecycle lifecycle, TokenFeed tokenFeed, WaitingRoom waitingRoom) {
    this.lifecycle = lifecycle;
    this.tokenFeed = tokenFeed;
    this.waitingRoom = waitingRoom;
  }

  OwnedPartition add(int number, Instant now) {
    OwnedPartition partition = new OwnedPartition(number, now);
    partitions.put(number, partition);
    return partition;
  }

  @Nullable OwnedPartition remove(int number) {
    waitingRoom.leave(number);
    timers.leave(number);
    return partitions.remove(number);
  }

  @Nullable OwnedPartition get(int number) {
    return partitions.get(number);
  }

  Collection<OwnedPartition> all() {
    return partitions.values();
  }

  boolean isOurs(Input input) {
    return partitions.get(input.partition().number) == input.partition();
  }

  /** A restored partition: its timers and queue are rebuilt; returns whose work must be resumed. */
  List<String> takeUp(OwnedPartition partition, Instant now) {
    partition.restored = true;
    List<String> resumed = new ArrayList<>();
    boolean tokenNeeded = false;
    List<Map.Entry<String, RequestState>> inOrder = new ArrayList<>(partition.states.entrySet());
    inOrder.sort(Comparator.comparing(entry -> arrival(entry.getValue())));
    for (Map.Entry<String, RequestState> entry : inOrder) {
      Instant wakeAt;
      try {
        wakeAt = lifecycle.wakeAt(entry.getValue());
      } catch (RuntimeException | StackOverflowError e) {
        hold(partition, entry.getKey(), e);
        continue;
      }
      tokenNeeded |= schedule(partition, entry.getKey(), entry.getValue(), wakeAt, now);
      switch (entry.getValue()) {
        case RequestState.Creating _,
            RequestState.Open _,
            RequestState.Lingering _,
            RequestState.Replacing _,
            RequestState.Settling _ ->
            resumed.add(entry.getKey());
        case RequestState.Queued queued -> {
          if (queued.awaitsVerification()) {
            resumed.add(entry.getKey());
          }
        }
        case RequestState.Unknown _, RequestState.CancelAhead _, RequestState.Ended _ -> {}
      }
    }
    askForTokens(tokenNeeded);
    return resumed;
  }

  /** A state that breaks the worker's code must not keep the rest of its partition. */
  private static void hold(OwnedPartition partition, String requestId, Throwable cause) {
    LoggingEventBuilder line = log.atError().setCause(cause);
    (partition.state(requestId) instanceof RequestState.Known known
            ? LogLine.about(line, known.subject())
            : LogLine.about(line, requestId))
        .log("state held");
    partition.remove(requestId);
    partition.held.put(requestId, "the worker failed on it: " + cause.getClass().getName());
  }

  private static Instant arrival(RequestState state) {
    return state instanceof RequestState.Known known ? known.subject().commandAt() : Instant.EPOCH;
  }

  /** Makes a committed turn the present. */
  void install(Turn turn, Instant now) {
    turn.offsets.forEach(
        (number, offset) -> {
          OwnedPartition partition = partitions.get(number);
          if (partition != null) {
            partition.offset = offset;
            if (turn.announced.contains(number)) {
              partition.schemaKeys.add(StateCodec.currentSchemaKey());
            }
          }
        });
    boolean tokenNeeded = false;
    for (Map.Entry<String, Turn.Change> entry : turn.changes.entrySet()) {
      Turn.Change change = entry.getValue();
      if (change.after() instanceof RequestState.Unknown) {
        change.partition().remove(entry.getKey());
        change.partition().broken.remove(entry.getKey());
      } else {
        change
            .partition()
            .put(entry.getKey(), change.after(), turn.bytes.getOrDefault(entry.getKey(), 0));
      }
      tokenNeeded |=
          schedule(change.partition(), entry.getKey(), change.after(), change.wakeAt(), now);
    }
    for (Turn.Broken broken : turn.broken) {
      broken
          .partition()
          .broken
          .computeIfAbsent(broken.requestId(), _ -> new HashSet<>())
          .add(broken.signal());
    }
    askForTokens(tokenNeeded);
  }

  /** A permit that led to no create gives its place back; who still waits comes again later. */
  void settlePermits(List<Input> batch, Instant now) {
    for (Input input : batch) {
      if (input instanceof Input.Permit(OwnedPartition partition, String requestId)) {
        switch (partition.state(requestId)) {
          case RequestState.Creating _ -> {}
          case RequestState.Queued queued -> {
            waitingRoom.notCreating(requestId);
            if (!queued.awaitsVerification()) {
              waitingRoom.enter(queued, partition.number, 0, now.plus(AFTER_FAILURE), now);
            }
          }
          case RequestState.Unknown _,
              RequestState.CancelAhead _,
              RequestState.Replacing _,
              RequestState.Open _,
              RequestState.Lingering _,
              RequestState.Settling _,
              RequestState.Ended _ ->
              waitingRoom.notCreating(requestId);
        }
      }
    }
  }

  /**
   * A timer is taken once. One that did nothing is set again, because the clock was set back
   * meanwhile or the code broke on it.
   */
  void settleTimers(Turn turn, List<Input> batch, Instant now) {
    for (Input input : batch) {
      if (input
              instanceof Input.FromSignal(OwnedPartition partition, String id, Signal.TimerFired _)
          && !turn.changes.containsKey(id)
          && !partition.held.containsKey(id)) {
        Instant wakeAt = lifecycle.wakeAt(partition.state(id));
        if (wakeAt != null) {
          Instant again = now.plus(AFTER_BREAKING);
          timers.add(wakeAt.isAfter(now) ? wakeAt : again, partition.number, id);
        }
      }
    }
  }

  /** An answer that broke the code is asked for again, as after a restart. */
  void resumeLater(OwnedPartition partition, String requestId, Instant now) {
    timers.addResuming(now.plus(AFTER_BREAKING), partition.number, requestId);
  }

  /** Returns whether the request waits for a ticket that must be asked for. */
  private boolean schedule(
      OwnedPartition partition,
      String requestId,
      RequestState state,
      @Nullable Instant wakeAt,
      Instant now) {
    if (wakeAt != null) {
      timers.add(wakeAt, partition.number, requestId);
    }
    if (state instanceof RequestState.Creating creating && creating.doubt() == null) {
      waitingRoom.creating(requestId, partition.number);
    } else {
      waitingRoom.notCreating(requestId);
    }
    if (!(state instanceof RequestState.Queued queued) || queued.awaitsVerification()) {
      waitingRoom.leave(requestId);
      return false;
    }
    if (waitingRoom.isWaiting(requestId)) {
      waitingRoom.told(requestId, queued.deferred());
      return false;
    }
    boolean tokenNeeded =
        queued.subject().user() != null
            && queued.ask().bearer() == null
            && queued.ask().userToken() == null
            && queued.ask().delivery() != Ask.Delivery.QR_ONLY;
    waitingRoom.enter(
        queued, partition.number, tokenNeeded ? ticket + 1 : 0, queued.notBefore(), now);
    return tokenNeeded;
  }

  /**
   * Asks for the barrier only after the commands were taken: what the topic holds by then is what a
   * request sent after reading it relies on (CONTRACT §5).
   */
  private void askForTokens(boolean needed) {
    if (needed) {
      nextTicket();
    }
  }

  long nextTicket() {
    tokenFeed.catchUp(++ticket);
    return ticket;
  }

  /** Requests whose timer is due, as their present state has it. */
  List<Input> due(Instant now) {
    List<Input> due = new ArrayList<>();
    for (TimerQueue.Timer timer = timers.takeDue(now); timer != null; timer = timers.takeDue(now)) {
      OwnedPartition partition = partitions.get(timer.partition());
      if (partition == null || !partition.restored) {
        continue;
      }
      if (timer.resuming()) {
        due.add(Input.resumed(partition, timer.requestId()));
        continue;
      }
      Instant wakeAt = lifecycle.wakeAt(partition.state(timer.requestId()));
      if (wakeAt != null && !wakeAt.isAfter(now)) {
        due.add(Input.timer(partition, timer.requestId()));
      }
    }
    return due;
  }

  /** Since when the oldest settlement is awaited; null: none is. */
  @Nullable Instant settlingSince() {
    return oldest(OwnedPartition::settlingSince);
  }

  /** Since when the platform has owed an answer; null: it owes none. May be to come. */
  @Nullable Instant overdueSince() {
    return oldest(OwnedPartition::overdueSince);
  }

  private @Nullable Instant oldest(Function<OwnedPartition, @Nullable Instant> since) {
    return all().stream()
        .map(since)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** What has been waiting for its ledger for long; null: nothing has. */
  @Nullable String unsettled(Instant now) {
    Instant since = settlingSince();
    return since == null || now.isBefore(since.plus(STUCK))
        ? null
        : "a signed transaction has been in no validated ledger since " + since;
  }

  @Nullable Instant nextTimer() {
    return timers.next();
  }
}
