package dev.countersign.request;

import dev.countersign.request.RequestState.Ended;
import dev.countersign.request.RequestState.Queued;
import dev.countersign.request.RequestState.Replacing;
import dev.countersign.request.Succession.Status;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that replaces another one: created only when that one can no longer be signed and
 * settle (CONTRACT §9), so that nobody pays twice.
 */
final class ReplacingRules {
  private final Settings settings;

  ReplacingRules(Settings settings) {
    this.settings = settings;
  }

  static Step begin(Draft draft, Ask ask, String predecessor) {
    Instant now = draft.now;
    return ask(
        draft,
        new Replacing(
            draft.subject, draft.sequence(), ask, Trail.to(predecessor), now, now, null, Set.of()));
  }

  /** The predecessor is cancelled only for a request that can be created. */
  private static Step ask(Draft draft, Replacing state) {
    Subject subject = state.subject();
    Trail trail = state.trail();
    if (state.awaitsVerification()) {
      Bearers.verify(draft, state.ask());
    } else {
      draft.tell(
          trail.predecessor(),
          new Signal.Replaced(
              trail.predecessor(),
              subject.id(),
              subject.application(),
              trail.via(),
              trail.question()));
    }
    return draft.to(state.askingAt(draft.now.plus(Timing.ASK_PREDECESSOR), state.unknownSince()));
  }

  /** What could not be signed any more was signed after all; nothing was created yet. */
  static Step again(Queued state, Signal.PredecessorIs is, Instant now) {
    Replacing waiting =
        new Replacing(
            state.subject(),
            state.sequence(),
            state.ask(),
            Trail.to(is.predecessor()),
            now,
            now.plus(Timing.ASK_PREDECESSOR),
            null,
            state.deferred());
    return switch (is.status()) {
      case MAY_STILL_SIGN -> Step.silent(waiting);
      case SIGNED -> signed(waiting, now);
      case FREE, OPEN, UNKNOWN -> Step.silent(state);
    };
  }

  Step apply(Replacing state, Signal signal, Instant now) {
    return switch (signal) {
      case Signal.CreateReceived again -> Repeats.create(state, again);
      case Signal.InvalidReceived again -> Repeats.invalid(state, again);
      case Signal.CancelReceived cancel ->
          Repeats.isForeign(state, cancel) ? Repeats.foreignCancel(state) : cancel(state, now);
      case Signal.Replaced _ -> cancel(state, now);
      case Signal.PredecessorIs(String predecessor, Status status) ->
          predecessor.equals(state.predecessor()) ? told(state, status, now) : Step.silent(state);
      case Signal.PredecessorWas was ->
          state.trail().isAnsweredBy(was) ? goOn(state, was, now) : Step.silent(state);
      case Signal.TimerFired _ -> timerFired(state, now);
      case Signal.Resumed _ -> ask(new Draft(state, now), state);
      case Signal.BearerAccepted accepted -> accepted(state, accepted, now);
      case Signal.BearerRefused refused ->
          Bearers.isOf(state.ask(), refused.bearer())
              ? leaving(state, Bearers.refused(new Draft(state, now), refused, false))
              : Step.silent(state);
      case Signal.Permitted _,
          Signal.Deferred _,
          Signal.Created _,
          Signal.WebhookReceived _,
          Signal.CreateRefused _,
          Signal.CreateNotDone _,
          Signal.CreateInDoubt _,
          Signal.CreateConflicted _,
          Signal.CreateUnauthorized _,
          Signal.Found _,
          Signal.Absent _,
          Signal.PayloadRead _,
          Signal.PayloadMissing _,
          Signal.CancelAnswered _,
          Signal.Hinted _,
          Signal.LedgerTold _,
          Signal.TokenChecked _ ->
          Step.silent(state);
    };
  }

  private static Step cancel(Replacing state, Instant now) {
    return leaving(state, new Draft(state, now).cancelBeforeCreation(false));
  }

  /** Transitive: whoever replaces this one waits for what this one has waited for. */
  private static Step leaving(Replacing state, Step end) {
    return end.next() instanceof Ended ended ? end.to(ended.waitedFor(state.predecessor())) : end;
  }

  private static Step accepted(Replacing state, Signal.BearerAccepted accepted, Instant now) {
    if (!Bearers.isOf(state.ask(), accepted.bearer())) {
      return Step.silent(state);
    }
    Draft draft = new Draft(state, now);
    return ask(draft, state.with(Bearers.accepted(draft, state.ask(), accepted)));
  }

  private static Step goOn(Replacing state, Signal.PredecessorWas was, Instant now) {
    boolean self = was.instead().equals(state.subject().id());
    return self || state.trail().isCircle(was)
        ? create(state, now)
        : ask(new Draft(state, now), state.with(state.trail().on(was)));
  }

  private static Step told(Replacing state, Status status, Instant now) {
    return switch (status) {
      case FREE -> create(state, now);
      case OPEN -> Step.silent(state);
      case MAY_STILL_SIGN -> defer(state.askingAt(state.askAt(), null), now);
      case SIGNED -> signed(state, now);
      case UNKNOWN -> unknown(state, now);
    };
  }

  private static Step unknown(Replacing state, Instant now) {
    Instant since = state.unknownSince() == null ? now : state.unknownSince();
    return now.isBefore(since.plus(Timing.PREDECESSOR_GRACE))
        ? Step.silent(state.askingAt(now.plus(Timing.ASK_UNKNOWN), since))
        : fail(
            state,
            FailureCode.PREDECESSOR_UNKNOWN,
            "is not known in this application, or not any more; leave replaces out if it need not"
                + " be waited for",
            now);
  }

  private static Step signed(Replacing state, Instant now) {
    return leaving(
        state,
        fail(
            state,
            FailureCode.PREDECESSOR_SIGNED,
            "is signed, and is not known to have failed to settle; send a request of its own for"
                + " what is still to be paid",
            now));
  }

  private static Step fail(Replacing state, FailureCode code, String what, Instant now) {
    String message = "replaces: request " + state.predecessor() + " " + what;
    return new Draft(state, now).fail(Via.COMMAND, code, message, false);
  }

  private static Step create(Replacing state, Instant now) {
    Draft draft = new Draft(state, now);
    return Deadline.isPast(state.ask(), now)
        ? Deadline.fail(draft, state.ask(), false)
        : QueuedRules.verify(
            draft,
            new Queued(state.subject(), state.sequence(), state.ask(), 0, null, state.deferred()));
  }

  private static Step defer(Replacing state, Instant now) {
    DeferralReason reason = DeferralReason.PREDECESSOR_MAY_STILL_SIGN;
    if (state.deferred().contains(reason)) {
      return Step.silent(state);
    }
    Draft draft = new Draft(state, now);
    draft.publish(
        Event.Type.DEFERRED, false, now, Via.TIMER, null, new Event.Detail.Deferral(reason, null));
    return draft.to(state.withDeferred(draft.sequence(), reason));
  }

  private static Step timerFired(Replacing state, Instant now) {
    if (Deadline.isPast(state.ask(), now)) {
      return leaving(state, Deadline.fail(new Draft(state, now), state.ask(), false));
    }
    return now.isBefore(state.askAt()) ? defer(state, now) : ask(new Draft(state, now), state);
  }

  @Nullable Instant wakeAt(Replacing state) {
    boolean told = state.deferred().contains(DeferralReason.PREDECESSOR_MAY_STILL_SIGN);
    return Timing.earliest(
        Deadline.of(state.ask()),
        state.askAt(),
        told ? null : state.since().plus(settings.deferredAfter()));
  }
}
