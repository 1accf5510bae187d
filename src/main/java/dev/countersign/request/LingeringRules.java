package dev.countersign.request;

import dev.countersign.request.RequestState.Chase;
import dev.countersign.request.RequestState.Lingering;
import java.time.Instant;

/**
 * Ended, but a signature may still arrive: a device that holds the payload is not stopped by expiry
 * or cancel (PROTOCOL §5.2, §6). It is published as SIGNED with {@code late}.
 */
final class LingeringRules {

  Step apply(Lingering state, Signal signal, Instant now) {
    LingeringDraft draft = new LingeringDraft(state, now);
    return switch (signal) {
      case Signal.CreateReceived again -> Repeats.create(state, again);
      case Signal.InvalidReceived again -> Repeats.invalid(state, again);
      case Signal.CancelReceived cancel -> {
        if (Repeats.isForeign(state, cancel)) {
          yield Repeats.foreignCancel(state);
        }
        draft.answerCancel(Via.COMMAND);
        yield draft.linger();
      }
      case Signal.Hinted hinted -> hint(draft, hinted.hint());
      case Signal.PayloadRead read -> read(draft, read.view(), read.via());
      case Signal.PayloadMissing _ -> draft.isOver() ? draft.end(Via.PLATFORM) : draft.linger();
      case Signal.CancelAnswered answer -> cancelAnswered(draft, answer);
      case Signal.TimerFired _ ->
          draft.readNow(draft.chase == null ? Via.RECONCILIATION : draft.chase.via());
      case Signal.Resumed _ -> resume(draft);
      case Signal.TokenChecked checked -> tokenChecked(draft, checked);
      case Signal.Permitted _,
          Signal.Created _,
          Signal.CreateRefused _,
          Signal.CreateNotDone _,
          Signal.CreateInDoubt _,
          Signal.CreateConflicted _,
          Signal.Found _,
          Signal.Absent _ ->
          Step.silent(state);
    };
  }

  private static Step hint(LingeringDraft draft, Signal.Hint hint) {
    return switch (hint) {
      case OPENED -> draft.linger();
      case RESOLVED -> {
        draft.chase = Chases.resolution(draft.chase, Via.WEBSOCKET, draft.now);
        yield draft.readNow(Via.WEBSOCKET);
      }
      case EXPIRED -> draft.readNow(Via.WEBSOCKET);
      case GAP -> draft.readNow(Via.RECONCILIATION);
    };
  }

  private static Step read(LingeringDraft draft, PayloadView view, Via via) {
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

  private static Step resume(LingeringDraft draft) {
    draft.start(new Action.Watch(draft.payload, true, false));
    if (draft.cancelling != null) {
      draft.start(new Action.Cancel(draft.payload.uuid()));
    }
    if (draft.suspect != null) {
      draft.start(new Action.CheckToken(draft.suspect));
    }
    return draft.linger();
  }

  private static Step tokenChecked(LingeringDraft draft, Signal.TokenChecked checked) {
    if (draft.suspect != null) {
      draft.suspect = null;
      draft.judge(checked);
    }
    return draft.linger();
  }

  /** A cancel that was under way when the request ended otherwise. */
  private static Step cancelAnswered(LingeringDraft draft, Signal.CancelAnswered answer) {
    if (draft.cancelling == null) {
      return draft.linger();
    }
    if (answer.isCancelled()) {
      draft.outcome = Outcome.CANCELLED;
      draft.publishCancel(true, answer.reasonFor(draft.cancelling));
    } else {
      draft.publishCancel(false, answer.reason());
    }
    draft.cancelling = null;
    return draft.linger();
  }
}
