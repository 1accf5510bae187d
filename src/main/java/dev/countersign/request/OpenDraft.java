package dev.countersign.request;

import dev.countersign.request.RequestState.Chase;
import dev.countersign.request.RequestState.Lingering;
import dev.countersign.request.RequestState.Open;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One signal on an open request: the fields of its next state, and the ways in which it ends. */
final class OpenDraft extends PayloadDraft {
  @Nullable Instant openedAt;
  boolean expired;

  OpenDraft(Open state, Settings settings, Instant now) {
    super(state, settings, now);
    this.openedAt = state.openedAt();
    this.expired = state.expired();
  }

  @Override
  boolean awaitsOpened() {
    return openedAt == null;
  }

  @Override
  Step stay() {
    return draft.to(
        new Open(
            draft.subject,
            draft.sequence(),
            payload,
            openedAt,
            expired,
            cancelling,
            suspect,
            chase,
            readAt,
            reconciledAt,
            tokenExpiresAt));
  }

  void opened(Instant at, Via via) {
    if (openedAt == null) {
      openedAt = at;
      publish(Event.Type.OPENED, false, at, via, null);
    }
  }

  /** A resolution that is being chased is chased on: it may be a signature. */
  Step linger(Outcome outcome) {
    boolean chasing = chase != null && chase.goal() != Chase.Goal.EXISTENCE;
    return draft.to(
        new Lingering(
            draft.subject,
            draft.sequence(),
            payload,
            outcome,
            now,
            cancelling,
            suspect,
            chasing ? chase : null,
            chasing ? readAt : now.plus(Timing.LINGER),
            reconciledAt,
            tokenExpiresAt));
  }

  Step cancelled(Via via, CancelReason reason) {
    publish(Event.Type.CANCELLED, true, now, via, new Event.Detail.Cancellation(reason));
    cancelling = null;
    return linger(Outcome.CANCELLED);
  }

  /** A cancel that worked and was overtaken by the person is told apart from one that came late. */
  Step signed(PayloadView view, Via via) {
    if (cancelling != null && view.cancelled()) {
      publish(Event.Type.CANCELLED, true, now, via, new Event.Detail.Cancellation(cancelling));
      return sign(view, via, true);
    }
    answerPendingCancel(Outcome.SIGNED, via);
    return sign(view, via, expired);
  }

  Step rejected(PayloadView view, Via via) {
    answerPendingCancel(Outcome.REJECTED, via);
    Instant at = view.response().resolvedAt();
    publish(
        Event.Type.REJECTED,
        true,
        at == null ? now : at,
        via,
        new Event.Detail.Resolution(view.response(), false, List.of(), view.inspection()));
    return draft
        .start(new Action.Unwatch())
        .to(draft.ended(Outcome.REJECTED, payload.uuid(), true));
  }

  Step lost() {
    answerPendingCancel(Outcome.FAILED, Via.PLATFORM);
    String message = "the platform no longer knows payload " + payload.uuid();
    draft.start(new Action.Unwatch());
    return draft.fail(
        Via.PLATFORM,
        new Event.Detail.Failure(FailureCode.PAYLOAD_UNKNOWN, message, null, null),
        payload.uuid(),
        true);
  }
}
