package dev.countersign.request;

import dev.countersign.request.RequestState.Creating;
import dev.countersign.request.RequestState.Queued;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that waits for the budget. */
final class QueuedRules {
  private final Creations creations;

  QueuedRules(Creations creations) {
    this.creations = creations;
  }

  Step apply(Queued state, Signal signal, Instant now) {
    return switch (signal) {
      case Signal.CreateReceived again -> Repeats.create(state, again);
      case Signal.InvalidReceived again -> Repeats.invalid(state, again);
      case Signal.CancelReceived cancel ->
          Repeats.isForeign(state, cancel) ? Repeats.foreignCancel(state) : cancel(state, now);
      case Signal.Replaced _ -> cancel(state, now);
      case Signal.PredecessorIs is when state.attempts() == 0 ->
          ReplacingRules.again(state, is, now);
      // An attempt may still have made something, so that it cannot simply wait again.
      case Signal.PredecessorIs is when is.isSignedAfterAll() ->
          CreatingRules.settle(state, true, now);
      case Signal.Permitted permitted -> begin(state, permitted, now);
      case Signal.Deferred deferred -> defer(state, deferred, now);
      case Signal.TimerFired _ ->
          Deadline.isPast(state.ask(), now) ? failPastDeadline(state, now) : Step.silent(state);
      case Signal.Resumed _ -> verify(new Draft(state, now), state);
      case Signal.BearerAccepted accepted -> accepted(state, accepted, now);
      case Signal.BearerRefused refused -> refused(state, refused, now);
      // An answer from an earlier ownership of this partition: the payload exists after all.
      case Signal.Created created ->
          creations.created(new Draft(state, now), state.ask(), created, null, Map.of(), false);
      // An attempt that reads have shown to have done nothing has done something after all.
      case Signal.WebhookReceived _ when state.attempts() > 0 ->
          CreatingRules.settle(state, false, now);
      case Signal.WebhookReceived _,
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
          Signal.PredecessorIs _,
          Signal.PredecessorWas _,
          Signal.LedgerTold _,
          Signal.TokenChecked _ ->
          Step.silent(state);
    };
  }

  private static Step begin(Queued state, Signal.Permitted permitted, Instant now) {
    Ask ask = state.ask();
    if (Deadline.isPast(ask, now)) {
      return failPastDeadline(state, now);
    }
    if (state.awaitsVerification()) {
      return Step.silent(state);
    }
    UserToken token = ask.bearer() == null ? token(ask, permitted.remembered()) : null;
    if (token == null && ask.bearer() == null && ask.delivery() == Ask.Delivery.PUSH_ONLY) {
      return state.attempts() == 0
          ? failWithoutPushTarget(new Draft(state, now), false)
          : CreatingRules.settle(state, false, now);
    }
    Draft draft = new Draft(state, now);
    return draft
        .start(new Action.Create(state.subject(), ask, token))
        .to(
            new Creating(
                state.subject(),
                draft.sequence(),
                ask,
                state.attempts() + 1,
                now,
                token,
                // What an earlier attempt made, if it comes to light, is older than these.
                state.attempts() == 0 ? permitted.ledgers() : Map.of(),
                false,
                null,
                state.deferred()));
  }

  /** Once per reason (CONTRACT §4), however often it is put off for it. */
  private static Step defer(Queued state, Signal.Deferred deferred, Instant now) {
    if (state.deferred().contains(deferred.reason())) {
      return Step.silent(state);
    }
    Draft draft = new Draft(state, now);
    draft.publish(
        Event.Type.DEFERRED,
        false,
        now,
        Via.TIMER,
        null,
        new Event.Detail.Deferral(deferred.reason(), deferred.eta()));
    return draft.to(state.withDeferred(draft.sequence(), deferred.reason()));
  }

  private static @Nullable UserToken token(Ask ask, @Nullable UserToken remembered) {
    return switch (ask.delivery()) {
      case QR_ONLY -> null;
      case AUTO, PUSH_ONLY -> ask.userToken() != null ? ask.userToken() : remembered;
    };
  }

  static Step verify(Draft draft, Queued state) {
    Bearers.verify(draft, state.ask());
    return draft.to(state);
  }

  private static Step accepted(Queued state, Signal.BearerAccepted accepted, Instant now) {
    if (!Bearers.isOf(state.ask(), accepted.bearer())) {
      return Step.silent(state);
    }
    Draft draft = new Draft(state, now);
    return draft.to(
        new Queued(
            state.subject(),
            state.sequence(),
            Bearers.accepted(draft, state.ask(), accepted),
            state.attempts(),
            state.notBefore(),
            state.deferred()));
  }

  /** No create was ever tried: none is before the bearer is verified. */
  private static Step refused(Queued state, Signal.BearerRefused refused, Instant now) {
    return Bearers.isOf(state.ask(), refused.bearer())
        ? Bearers.refused(new Draft(state, now), refused, state.attempts() > 0)
        : Step.silent(state);
  }

  static Step cancel(Queued state, Instant now) {
    return state.attempts() == 0
        ? new Draft(state, now).cancelBeforeCreation(false)
        : CreatingRules.settle(state, true, now);
  }

  static Step failPastDeadline(Queued state, Instant now) {
    return state.attempts() == 0
        ? Deadline.fail(new Draft(state, now), state.ask(), false)
        : CreatingRules.settle(state, false, now);
  }

  static Step failWithoutPushTarget(Draft draft, boolean attempted) {
    return draft.fail(
        Via.COMMAND,
        FailureCode.NO_PUSH_TARGET,
        "delivery is PUSH_ONLY and no user token is known for this user and application",
        attempted);
  }
}
