package dev.countersign.request;

import dev.countersign.request.RequestState.Ended;
import dev.countersign.request.RequestState.Lingering;
import java.time.Instant;

/** One signal on a lingering request: the fields of its next state, and how it ends for good. */
final class LingeringDraft extends PayloadDraft {
  Outcome outcome;
  private final Instant endedAt;

  LingeringDraft(Lingering state, Settings settings, Instant now) {
    super(state, settings, now);
    this.outcome = state.outcome();
    this.endedAt = state.endedAt();
  }

  /** The request has ended: nobody waits for it to be opened any more. */
  @Override
  boolean awaitsOpened() {
    return false;
  }

  @Override
  Step stay() {
    return draft.to(
        new Lingering(
            draft.subject,
            draft.sequence(),
            payload,
            outcome,
            endedAt,
            cancelling,
            suspect,
            chase,
            readAt,
            reconciledAt,
            tokenExpiresAt));
  }

  void answerCancel(Via via) {
    draft.answerCancel(outcome, via, payload.uuid());
  }

  void publishCancel(boolean cancelled, CancelReason reason) {
    publish(
        cancelled ? Event.Type.CANCELLED : Event.Type.CANCEL_REFUSED,
        cancelled,
        now,
        Via.PLATFORM,
        new Event.Detail.Cancellation(reason));
  }

  Step readLast() {
    chase = null;
    readAt = lastReadAt();
    return stay();
  }

  boolean isOver() {
    return !now.isBefore(lastReadAt());
  }

  private Instant lastReadAt() {
    return endedAt.plus(Timing.LINGER);
  }

  Step signed(PayloadView view, Via via) {
    answerPendingCancel(outcome, via);
    return sign(view, via, true);
  }

  Step end(Via via) {
    answerPendingCancel(outcome, via);
    draft.start(new Action.Unwatch());
    return draft.to(
        new Ended(
            draft.subject,
            draft.sequence(),
            payload.uuid(),
            outcome,
            endedAt,
            true,
            null,
            null,
            null));
  }
}
