package dev.countersign.request;

import dev.countersign.request.RequestState.Creating;
import dev.countersign.request.RequestState.Queued;
import java.time.Instant;
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
      case Signal.Permitted permitted -> begin(state, permitted.remembered(), now);
      case Signal.TimerFired _ ->
          isPastDeadline(state.ask(), now) ? failPastDeadline(state, now) : Step.silent(state);
      // An answer from an earlier ownership of this partition: the payload exists after all.
      case Signal.Created created ->
          creations.created(new Draft(state, now), state.ask(), created, null, false);
      // An attempt that reads have shown to have done nothing has done something after all.
      case Signal.WebhookReceived _ when state.attempts() > 0 ->
          CreatingRules.settle(state, false, now);
      case Signal.WebhookReceived _,
          Signal.Resumed _,
          Signal.CreateRefused _,
          Signal.CreateNotDone _,
          Signal.CreateInDoubt _,
          Signal.CreateConflicted _,
          Signal.Found _,
          Signal.Absent _,
          Signal.PayloadRead _,
          Signal.PayloadMissing _,
          Signal.CancelAnswered _,
          Signal.Hinted _,
          Signal.TokenChecked _ ->
          Step.silent(state);
    };
  }

  private static Step begin(Queued state, @Nullable UserToken remembered, Instant now) {
    Ask ask = state.ask();
    if (isPastDeadline(ask, now)) {
      return failPastDeadline(state, now);
    }
    UserToken token =
        switch (ask.delivery()) {
          case QR_ONLY -> null;
          case AUTO, PUSH_ONLY -> ask.userToken() != null ? ask.userToken() : remembered;
        };
    if (token == null && ask.delivery() == Ask.Delivery.PUSH_ONLY) {
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
                false,
                null));
  }

  static Step cancel(Queued state, Instant now) {
    return state.attempts() == 0
        ? new Draft(state, now).cancelBeforeCreation(false)
        : CreatingRules.settle(state, true, now);
  }

  static Step failPastDeadline(Queued state, Instant now) {
    return state.attempts() == 0
        ? failPastDeadline(new Draft(state, now), state.ask(), false)
        : CreatingRules.settle(state, false, now);
  }

  static boolean isPastDeadline(Ask ask, Instant now) {
    return ask.notAfter() != null && !now.isBefore(ask.notAfter());
  }

  static Step failPastDeadline(Draft draft, Ask ask, boolean attempted) {
    return draft.fail(
        Via.TIMER,
        FailureCode.DEADLINE_PASSED,
        "not_after " + ask.notAfter() + " passed before the payload could be created",
        attempted);
  }

  static Step failWithoutPushTarget(Draft draft, boolean attempted) {
    return draft.fail(
        Via.COMMAND,
        FailureCode.NO_PUSH_TARGET,
        "delivery is PUSH_ONLY and no user token is known for this user and application",
        attempted);
  }
}
