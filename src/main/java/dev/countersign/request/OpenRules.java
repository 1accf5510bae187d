package dev.countersign.request;

import dev.countersign.request.RequestState.Open;
import java.time.Instant;

/**
 * A payload that waits for the person. Frames are hints; only a read decides (CONTRACT §6.4), and
 * what it decides is in {@link OpenReads}.
 */
final class OpenRules {
  private final Settings settings;
  private final OpenReads reads;

  OpenRules(Settings settings) {
    this.settings = settings;
    this.reads = new OpenReads(settings);
  }

  Step apply(Open state, Signal signal, Instant now) {
    OpenDraft draft = new OpenDraft(state, settings, now);
    return switch (signal) {
      case Signal.CreateReceived again -> Repeats.create(state, again);
      case Signal.InvalidReceived again -> Repeats.invalid(state, again);
      case Signal.CancelReceived cancel ->
          Repeats.isForeign(state, cancel) ? Repeats.foreignCancel(state) : cancel(draft);
      case Signal.Replaced _ -> cancel(draft);
      // What it replaces was signed late: nobody is to pay twice who has not opened it yet.
      case Signal.PredecessorIs(_, Succession.Status status)
          when status == Succession.Status.SIGNED ->
          cancel(draft);
      case Signal.Hinted hinted -> hint(draft, hinted.hint());
      case Signal.WebhookReceived webhook -> draft.webhook(webhook);
      case Signal.PayloadRead read -> reads.read(draft, read.view(), read.via());
      case Signal.PayloadMissing _ -> reads.missing(draft);
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
          Signal.PredecessorIs _,
          Signal.PredecessorWas _,
          Signal.LedgerTold _,
          Signal.Absent _ ->
          Step.silent(state);
    };
  }

  /** One answer of the platform answers all cancels that came before it. */
  private static Step cancel(OpenDraft draft) {
    if (draft.cancelling == null) {
      draft.cancelling = CancelReason.OK;
      draft.start(new Action.Cancel(draft.payload.uuid()));
    }
    return draft.stay();
  }

  private static Step hint(OpenDraft draft, Signal.Hint hint) {
    return switch (hint) {
      case OPENED -> {
        draft.opened(draft.now, Via.WEBSOCKET);
        yield draft.stay();
      }
      case RESOLVED -> draft.chaseResolution(Via.WEBSOCKET);
      // Known already: it is repeated whenever a socket stands again, and that is a gap.
      case EXPIRED -> draft.expired ? draft.stay() : draft.readExpired();
      // The socket of an expired payload has nothing more to say about a signature in the gap.
      case GAP -> draft.expired && draft.mayReconcile() ? draft.readUnhinted() : draft.reconcile();
    };
  }

  private static Step cancelAnswered(OpenDraft draft, Signal.CancelAnswered answer) {
    if (draft.cancelling == null) {
      return draft.stay();
    }
    if (answer.isCancelled()) {
      return draft.cancelled(Via.PLATFORM, answer.reasonFor(draft.cancelling));
    }
    draft.cancelling = null;
    if (answer.reason() == CancelReason.ALREADY_OPENED) {
      draft.opened(draft.now, Via.PLATFORM);
    }
    draft.publish(
        Event.Type.CANCEL_REFUSED,
        false,
        draft.now,
        Via.PLATFORM,
        new Event.Detail.Cancellation(answer.reason()));
    if (answer.reason() == CancelReason.ALREADY_RESOLVED) {
      return draft.chaseResolution(Via.PLATFORM);
    }
    if (answer.reason() == CancelReason.ALREADY_EXPIRED && !draft.expired) {
      return draft.readNow(Via.PLATFORM);
    }
    return draft.stay();
  }
}
