package dev.countersign.request;

import dev.countersign.request.RequestState.CancelAhead;
import dev.countersign.request.RequestState.Queued;
import dev.countersign.request.RequestState.Unknown;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** Ids whose create has not come yet. */
final class NewRules {
  private final Settings settings;

  NewRules(Settings settings) {
    this.settings = settings;
  }

  Step apply(Unknown state, Signal signal, Instant now) {
    return switch (signal) {
      case Signal.CreateReceived create -> accept(create, 0, now);
      case Signal.InvalidReceived invalid -> refuse(invalid, 0, false, now);
      case Signal.CancelReceived cancel -> Step.silent(new CancelAhead(cancel.application(), now));
      case Signal.Replaced replaced ->
          Succession.answer(state, replaced, Succession.Status.UNKNOWN);
      // Late answers to a request that was forgotten.
      case Signal.Permitted _,
          Signal.Deferred _,
          Signal.TimerFired _,
          Signal.Resumed _,
          Signal.Created _,
          Signal.CreateRefused _,
          Signal.CreateNotDone _,
          Signal.CreateInDoubt _,
          Signal.CreateConflicted _,
          Signal.CreateUnauthorized _,
          Signal.BearerAccepted _,
          Signal.BearerRefused _,
          Signal.Found _,
          Signal.Absent _,
          Signal.PayloadRead _,
          Signal.PayloadMissing _,
          Signal.CancelAnswered _,
          Signal.Hinted _,
          Signal.WebhookReceived _,
          Signal.PredecessorIs _,
          Signal.PredecessorWas _,
          Signal.LedgerTold _,
          Signal.TokenChecked _ ->
          Step.silent(state);
    };
  }

  Step apply(CancelAhead state, Signal signal, Instant now) {
    return switch (signal) {
      case Signal.CreateReceived create ->
          isAbout(state, create.subject().application())
              ? new Draft(create.subject(), 0, now).cancelBeforeCreation(false)
              : accept(create, 0, now);
      case Signal.InvalidReceived invalid ->
          refuse(invalid, 0, isAbout(state, invalid.subject().application()), now);
      // Two cancels that name different applications: whichever the create names is meant.
      case Signal.CancelReceived again ->
          Objects.equals(again.application(), state.application())
              ? Step.silent(state)
              : Step.silent(new CancelAhead(null, state.at()));
      // It will not be created, if it is that one.
      case Signal.Replaced replaced ->
          Succession.answer(
              state,
              replaced,
              isAbout(state, replaced.application())
                  ? Succession.Status.FREE
                  : Succession.Status.UNKNOWN);
      case Signal.TimerFired _ -> Step.silent(Unknown.INSTANCE);
      case Signal.Permitted _,
          Signal.Deferred _,
          Signal.Resumed _,
          Signal.Created _,
          Signal.CreateRefused _,
          Signal.CreateNotDone _,
          Signal.CreateInDoubt _,
          Signal.CreateConflicted _,
          Signal.CreateUnauthorized _,
          Signal.BearerAccepted _,
          Signal.BearerRefused _,
          Signal.Found _,
          Signal.Absent _,
          Signal.PayloadRead _,
          Signal.PayloadMissing _,
          Signal.CancelAnswered _,
          Signal.Hinted _,
          Signal.WebhookReceived _,
          Signal.PredecessorIs _,
          Signal.PredecessorWas _,
          Signal.LedgerTold _,
          Signal.TokenChecked _ ->
          Step.silent(state);
    };
  }

  /** Judges a create whose id is free; {@code sequence} continues after a redrive. */
  Step accept(Signal.CreateReceived create, long sequence, Instant now) {
    Draft draft = new Draft(create.subject(), sequence, now);
    if (create.subject().commandAt().isBefore(now.minus(settings.rememberFor()))) {
      return draft.fail(
          Via.COMMAND,
          FailureCode.COMMAND_TOO_OLD,
          "the command's record is older than countersign.remember-for; send it again if it is still wanted",
          false);
    }
    if (Deadline.isPast(create.ask(), now)) {
      return Deadline.fail(draft, create.ask(), false);
    }
    if (create.replaces() != null) {
      return ReplacingRules.begin(draft, create.ask(), create.replaces());
    }
    return QueuedRules.verify(
        draft, new Queued(create.subject(), sequence, create.ask(), 0, null, Set.of()));
  }

  /**
   * FAILED for whoever waits, and a dead letter for whoever sent it; {@code cancelled}: a cancel
   * came before, and is answered too.
   */
  Step refuse(Signal.InvalidReceived invalid, long sequence, boolean cancelled, Instant now) {
    Draft draft = new Draft(invalid.subject(), sequence, now);
    if (cancelled) {
      draft.answerCancel(Outcome.FAILED, Via.COMMAND, null);
    }
    Step failed = draft.fail(Via.COMMAND, FailureCode.INVALID_COMMAND, invalid.message(), false);
    return draft.rejecting(failed.next(), Rejection.Code.INVALID_COMMAND, invalid.message());
  }

  private static boolean isAbout(CancelAhead cancel, String application) {
    return cancel.application() == null || cancel.application().equals(application);
  }
}
