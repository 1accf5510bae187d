package dev.countersign.request;

import dev.countersign.request.RequestState.Chase;
import dev.countersign.request.RequestState.Ended;
import dev.countersign.request.RequestState.Lingering;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One signal on a lingering request: the fields of its next state, and how it ends for good. */
final class LingeringDraft {
  final Instant now;
  final Payload payload;
  Outcome outcome;
  @Nullable CancelReason cancelling;
  @Nullable UserToken suspect;
  @Nullable Chase chase;
  Instant readAt;
  private final Instant endedAt;
  private final Draft draft;

  LingeringDraft(Lingering state, Instant now) {
    this.draft = new Draft(state, now);
    this.now = now;
    this.payload = state.payload();
    this.outcome = state.outcome();
    this.cancelling = state.cancelling();
    this.suspect = state.suspect();
    this.chase = state.chase();
    this.readAt = state.readAt();
    this.endedAt = state.endedAt();
  }

  void start(Action action) {
    draft.start(action);
  }

  void judge(Signal.TokenChecked checked) {
    Signatures.judge(draft, checked);
  }

  void answerCancel(Via via) {
    draft.answerCancel(outcome, via, payload.uuid());
  }

  void publishCancel(boolean cancelled, CancelReason reason) {
    draft.publish(
        cancelled ? Event.Type.CANCELLED : Event.Type.CANCEL_REFUSED,
        cancelled,
        now,
        Via.PLATFORM,
        payload.uuid(),
        new Event.Detail.Cancellation(reason));
  }

  Step readNow(Via via) {
    start(new Action.Read(payload.uuid(), via));
    readAt = now.plus(Timing.QUIET);
    return linger();
  }

  Step readAgain(Chase next) {
    chase = next;
    readAt = Chases.nextRead(next, draft.subject, now);
    return linger();
  }

  Step readLast() {
    chase = null;
    readAt = lastReadAt();
    return linger();
  }

  boolean isOver() {
    return !now.isBefore(lastReadAt());
  }

  private Instant lastReadAt() {
    return endedAt.plus(Timing.LINGER);
  }

  Step linger() {
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
            readAt));
  }

  Step signed(PayloadView view, Via via) {
    answerPendingCancel(via);
    return Signatures.signed(draft, view, payload.uuid(), via, true);
  }

  Step end(Via via) {
    answerPendingCancel(via);
    draft.start(new Action.Unwatch());
    return draft.to(
        new Ended(draft.subject, draft.sequence(), payload.uuid(), outcome, endedAt, true));
  }

  /** Every cancel is answered (CONTRACT §6.2), also when the platform's answer never came. */
  private void answerPendingCancel(Via via) {
    if (cancelling != null) {
      answerCancel(via);
    }
  }
}
