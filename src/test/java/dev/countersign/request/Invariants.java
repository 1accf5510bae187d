package dev.countersign.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.RequestState.Creating;
import dev.countersign.request.RequestState.Ended;
import dev.countersign.request.RequestState.Known;
import dev.countersign.request.RequestState.Lingering;
import dev.countersign.request.RequestState.Open;
import dev.countersign.request.RequestState.Queued;
import dev.countersign.request.RequestState.Replacing;
import dev.countersign.request.RequestState.Settling;
import dev.countersign.request.RequestState.Unknown;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds for every step, whatever the state and the signal. */
final class Invariants {
  private final Lifecycle lifecycle;

  Invariants(Settings settings) {
    this.lifecycle = new Lifecycle(settings);
  }

  void check(RequestState before, Signal signal, Instant now, Step step) {
    String pair = before + " × " + signal;
    assertThat(lifecycle.apply(before, signal, now)).as("the same again: %s", pair).isEqualTo(step);
    numbers(before, step, pair);
    happensOnce(before, step, pair);
    ends(before, step, pair);
    actsOnItself(before, step, pair);
    wakes(step.next(), pair);
    commandsAreAnswered(before, signal, step, pair);
  }

  private static void numbers(RequestState before, Step step, String pair) {
    long sequence = before instanceof Known known ? known.sequence() : 0;
    for (Event event : step.events()) {
      assertThat(event.sequence()).as(pair).isEqualTo(sequence++);
    }
    if (step.next() instanceof Known known) {
      assertThat(known.sequence()).as(pair).isEqualTo(sequence);
    }
    assertThat(step.events().stream().map(Event::id).distinct())
        .as(pair)
        .hasSize(step.events().size());
  }

  private static void happensOnce(RequestState before, Step step, String pair) {
    List<Event.Type> types = step.events().stream().map(Event::type).toList();
    boolean exists = payloadOf(before) != null;
    assertThat(types.stream().filter(type -> type == Event.Type.CREATED).count())
        .as(pair)
        .isLessThanOrEqualTo(exists ? 0 : 1);
    boolean opened = before instanceof Open open && open.openedAt() != null;
    assertThat(types.stream().filter(type -> type == Event.Type.OPENED).count())
        .as(pair)
        .isLessThanOrEqualTo(opened ? 0 : 1);
    Set<DeferralReason> told = deferredOf(before);
    for (Event event : step.events()) {
      if (event.detail() instanceof Event.Detail.Deferral(var reason, _)) {
        assertThat(told).as(pair).doesNotContain(reason);
        assertThat(deferredOf(step.next())).as(pair).contains(reason);
      }
    }
    boolean waits =
        step.next() instanceof Queued
            || step.next() instanceof Creating
            || step.next() instanceof Replacing;
    if (waits) {
      assertThat(deferredOf(step.next())).as("is not told again: %s", pair).containsAll(told);
    }
  }

  private static Set<DeferralReason> deferredOf(RequestState state) {
    return switch (state) {
      case Queued queued -> queued.deferred();
      case Creating creating -> creating.deferred();
      case Replacing replacing -> replacing.deferred();
      case Unknown _, RequestState.CancelAhead _, Open _, Lingering _, Settling _, Ended _ ->
          Set.of();
    };
  }

  /** An end is published, and what ends a request ends it. */
  private static void ends(RequestState before, Step step, String pair) {
    Outcome was = outcomeOf(before);
    Outcome is = outcomeOf(step.next());
    boolean anew =
        before instanceof Ended
            && (step.next() instanceof Queued || step.next() instanceof Replacing);
    boolean forgotten = step.next() instanceof Unknown;
    List<Event> terminal = step.events().stream().filter(Event::terminal).toList();
    boolean followed = step.next() instanceof Settling && !(before instanceof Settling);
    if (followed) {
      assertThat(step.events().getLast().type()).as(pair).isEqualTo(Event.Type.SIGNED);
      assertThat(terminal).as(pair).noneMatch(event -> event.type() == Event.Type.SIGNED);
    } else if (is != was && !anew && !forgotten) {
      assertThat(terminal).as(pair).isNotEmpty();
      assertThat(terminal.getLast().type().name()).as(pair).isEqualTo(String.valueOf(is));
    }
    if (!terminal.isEmpty() && !followed) {
      assertThat(is).as(pair).isNotNull();
    }
    if (was != null && was.isSigned() && !forgotten) {
      assertThat(is).as("a signature stands: %s", pair).matches(Outcome::isSigned);
    }
  }

  private static void actsOnItself(RequestState before, Step step, String pair) {
    String uuid = payloadOf(step.next());
    String known = uuid == null ? payloadOf(before) : uuid;
    for (Action action : step.actions()) {
      switch (action) {
        case Action.Read read -> assertThat(read.payload().uuid()).as(pair).isEqualTo(known);
        case Action.Reconcile reconcile ->
            assertThat(reconcile.payload().uuid()).as(pair).isEqualTo(known);
        case Action.Cancel cancel -> assertThat(cancel.uuid()).as(pair).isEqualTo(known);
        case Action.Watch watch -> assertThat(watch.payload().uuid()).as(pair).isEqualTo(known);
        case Action.Create create -> {
          assertThat(Bearer.isAwaited(create.ask().bearer())).as("verified: %s", pair).isFalse();
          assertThat(step.next()).as(pair).isInstanceOf(Creating.class);
          assertThat(create.subject()).as(pair).isEqualTo(((Known) step.next()).subject());
        }
        case Action.Verify verify -> {
          Ask asked =
              step.next() instanceof Replacing replacing
                  ? replacing.ask()
                  : ((Queued) step.next()).ask();
          assertThat(verify.bearer()).as(pair).isEqualTo(asked.bearer());
        }
        case Action.Find find ->
            assertThat(find.subject()).as(pair).isEqualTo(((Known) step.next()).subject());
        case Action.Settle settle -> {
          assertThat(step.next()).as(pair).isInstanceOf(Settling.class);
          assertThat(settle.transaction())
              .as(pair)
              .isEqualTo(((Settling) step.next()).transaction());
        }
        case Action.Unwatch _, Action.CheckToken _ -> {}
      }
    }
    for (Event event : step.events()) {
      assertThat(event.payloadUuid()).as(pair).isIn(known, null);
    }
  }

  /** Whoever waits for something that may never come has a timer. */
  private void wakes(RequestState state, String pair) {
    Instant wakeAt = lifecycle.wakeAt(state);
    switch (state) {
      case Unknown _ -> assertThat(wakeAt).as(pair).isNull();
      case Queued queued -> {
        Bearer bearer = queued.ask().bearer();
        Instant expiresAt = bearer == null ? Instant.MAX : bearer.expiresAt();
        Instant notAfter = queued.ask().notAfter();
        Instant asked = notAfter == null ? Instant.MAX : notAfter;
        Instant first = expiresAt.isBefore(asked) ? expiresAt : asked;
        assertThat(wakeAt).as(pair).isEqualTo(first.equals(Instant.MAX) ? null : first);
      }
      case Creating creating -> {
        // Null only while a create or a read is under way: each of them comes to a signal.
        if (creating.doubt() != null) {
          assertThat(wakeAt).as(pair).isEqualTo(creating.doubt().readAt());
        }
      }
      case RequestState.CancelAhead _, Replacing _, Open _, Lingering _, Settling _, Ended _ ->
          assertThat(wakeAt).as(pair).isNotNull();
    }
  }

  /** CONTRACT §6.2. */
  private static void commandsAreAnswered(
      RequestState before, Signal signal, Step step, String pair) {
    long answers =
        step.events().stream()
            .filter(
                event ->
                    event.type() == Event.Type.CANCELLED
                        || event.type() == Event.Type.CANCEL_REFUSED)
            .count();
    if (isCancelPending(before) && !isCancelPending(step.next())) {
      assertThat(answers).as("the cancel is answered: %s", pair).isEqualTo(1);
    }
    if (signal instanceof Signal.CancelReceived && step.rejection() == null) {
      boolean pending = isCancelPending(step.next());
      boolean ahead = step.next() instanceof RequestState.CancelAhead;
      assertThat(answers == 1 || pending || ahead).as(pair).isTrue();
    }
  }

  private static boolean isCancelPending(RequestState state) {
    return switch (state) {
      case Creating creating -> creating.cancelRequested();
      case Open open -> open.cancelling() != null;
      case Lingering lingering -> lingering.cancelling() != null;
      case Unknown _, RequestState.CancelAhead _, Replacing _, Queued _, Settling _, Ended _ ->
          false;
    };
  }

  private static @Nullable Outcome outcomeOf(RequestState state) {
    return switch (state) {
      case Lingering lingering -> lingering.outcome();
      case Ended ended -> ended.outcome();
      case Settling settling -> settling.unknownSince() == null ? null : Outcome.SETTLEMENT_UNKNOWN;
      case Unknown _, RequestState.CancelAhead _, Replacing _, Queued _, Creating _, Open _ -> null;
    };
  }

  private static @Nullable String payloadOf(RequestState state) {
    return switch (state) {
      case Open open -> open.payload().uuid();
      case Lingering lingering -> lingering.payload().uuid();
      case Settling settling -> settling.payloadUuid();
      case Ended ended -> ended.payloadUuid();
      case Unknown _, RequestState.CancelAhead _, Replacing _, Queued _, Creating _ -> null;
    };
  }
}
