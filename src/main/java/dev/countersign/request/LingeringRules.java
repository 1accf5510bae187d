package dev.countersign.request;

import dev.countersign.request.RequestState.Chase;
import dev.countersign.request.RequestState.Lingering;
import java.time.Instant;

/**
 * Ended, but a signature may still arrive: a device that holds the payload is not stopped by expiry
 * or cancel (PROTOCOL §5.2, §6). It is published as SIGNED with {@code late}.
 */
final class LingeringRules {
  private final Settings settings;

  LingeringRules(Settings settings) {
    this.settings = settings;
  }

  Step apply(Lingering state, Signal signal, Instant now) {
    LingeringDraft draft = new LingeringDraft(state, settings, now);
    return switch (signal) {
      case Signal.CreateReceived again -> Repeats.create(state, again);
      case Signal.InvalidReceived again -> Repeats.invalid(state, again);
      case Signal.CancelReceived cancel -> {
        if (Repeats.isForeign(state, cancel)) {
          yield Repeats.foreignCancel(state);
        }
        draft.answerCancel(Via.COMMAND);
        yield draft.stay();
      }
      case Signal.Hinted hinted -> hint(draft, hinted.hint());
      case Signal.WebhookReceived webhook -> draft.webhook(webhook);
      case Signal.PayloadRead read -> read(draft, read.view(), read.via());
      case Signal.PayloadMissing _ -> draft.isOver() ? draft.end(Via.PLATFORM) : draft.stay();
      case Signal.CancelAnswered answer -> cancelAnswered(draft, answer);
      case Signal.TimerFired _ -> draft.timerFired();
      case Signal.Resumed _ -> draft.resume();
      case Signal.TokenChecked checked -> draft.tokenChecked(checked);
      case Signal.Permitted _,
          Signal.Deferred _,
          Signal.Created _,
          Signal.CreateRefused _,
          Signal.CreateNotDone _,
          Signal.CreateInDoubt _,
          Signal.CreateConflicted _,
          Signal.CreateUnauthorized _,
          Signal.BearerAccepted _,
          Signal.BearerRefused _,
          Signal.Found _,
          Signal.Replaced _,
          Signal.PredecessorIs _,
          Signal.PredecessorWas _,
          Signal.LedgerTold _,
          Signal.Absent _ ->
          Step.silent(state);
    };
  }

  private static Step hint(LingeringDraft draft, Signal.Hint hint) {
    return switch (hint) {
      case OPENED, EXPIRED -> draft.stay();
      case RESOLVED -> draft.chaseResolution(Via.WEBSOCKET);
      case GAP -> draft.reconcile();
    };
  }

  static Step read(LingeringDraft draft, PayloadView view, Via via) {
    if (view.signed()) {
      Chase dispatch = Chases.dispatch(draft.chase, view, via, draft.now);
      return dispatch == null ? draft.signed(view, via) : draft.readAgain(dispatch);
    }
    if (view.resolved()) {
      return draft.end(via);
    }
    Chase next = Chases.unresolved(draft.chase);
    if (next != null) {
      return draft.readAgain(next);
    }
    return draft.isOver() ? draft.end(via) : draft.readLast();
  }

  /** A cancel that was under way when the request ended otherwise. */
  private static Step cancelAnswered(LingeringDraft draft, Signal.CancelAnswered answer) {
    if (draft.cancelling == null) {
      return draft.stay();
    }
    if (answer.isCancelled()) {
      draft.outcome = Outcome.CANCELLED;
      draft.publishCancel(true, answer.reasonFor(draft.cancelling));
    } else {
      draft.publishCancel(false, answer.reason());
    }
    draft.cancelling = null;
    return draft.stay();
  }
}
