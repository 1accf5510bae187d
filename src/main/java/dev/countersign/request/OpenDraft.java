package dev.countersign.request;

import dev.countersign.request.RequestState.Chase;
import dev.countersign.request.RequestState.Lingering;
import dev.countersign.request.RequestState.Open;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One signal on an open request: the fields of its next state, and the ways in which it ends. */
final class OpenDraft {
  final Instant now;
  final Payload payload;
  @Nullable Instant openedAt;
  boolean expired;
  @Nullable CancelReason cancelling;
  @Nullable UserToken suspect;
  @Nullable Chase chase;
  Instant readAt;
  private final Draft draft;

  OpenDraft(Open state, Instant now) {
    this.draft = new Draft(state, now);
    this.now = now;
    this.payload = state.payload();
    this.openedAt = state.openedAt();
    this.expired = state.expired();
    this.cancelling = state.cancelling();
    this.suspect = state.suspect();
    this.chase = state.chase();
    this.readAt = state.readAt();
  }

  void start(Action action) {
    draft.start(action);
  }

  void publish(
      Event.Type type,
      boolean terminal,
      Instant occurredAt,
      Via via,
      Event.@Nullable Detail detail) {
    draft.publish(type, terminal, occurredAt, via, payload.uuid(), detail);
  }

  void judge(Signal.TokenChecked checked) {
    Signatures.judge(draft, checked);
  }

  void opened(Instant at, Via via) {
    if (openedAt == null) {
      openedAt = at;
      publish(Event.Type.OPENED, false, at, via, null);
    }
  }

  /** Reads now, and again after a quiet while should no answer ever come. */
  OpenDraft readNow(Via via) {
    start(new Action.Read(payload.uuid(), via));
    readAt = now.plus(Timing.QUIET);
    return this;
  }

  void chaseResolution(Via via) {
    chase = Chases.resolution(chase, via, now);
    readNow(via);
  }

  OpenDraft chasing(Chase chase) {
    this.chase = chase;
    return this;
  }

  OpenDraft readAgain(Chase chase) {
    readAt = Chases.nextRead(chase, draft.subject, now);
    return this;
  }

  Step open() {
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
            readAt));
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
            chasing ? readAt : now.plus(Timing.LINGER)));
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
      return Signatures.signed(draft, view, payload.uuid(), via, true);
    }
    answerCancel(Outcome.SIGNED, via);
    return Signatures.signed(draft, view, payload.uuid(), via, expired);
  }

  Step rejected(PayloadView view, Via via) {
    answerCancel(Outcome.REJECTED, via);
    Instant at = view.response().resolvedAt();
    publish(
        Event.Type.REJECTED,
        true,
        at == null ? now : at,
        via,
        new Event.Detail.Resolution(view.response(), false));
    return draft
        .start(new Action.Unwatch())
        .to(draft.ended(Outcome.REJECTED, payload.uuid(), true));
  }

  Step lost() {
    answerCancel(Outcome.FAILED, Via.PLATFORM);
    String message = "the platform no longer knows payload " + payload.uuid();
    draft.start(new Action.Unwatch());
    return draft.fail(
        Via.PLATFORM,
        new Event.Detail.Failure(FailureCode.PAYLOAD_UNKNOWN, message, null, null),
        payload.uuid(),
        true);
  }

  /**
   * Every cancel is answered (CONTRACT §6.2), also when the request ends before the platform has.
   */
  private void answerCancel(Outcome outcome, Via via) {
    if (cancelling != null) {
      draft.answerCancel(outcome, via, payload.uuid());
    }
  }
}
