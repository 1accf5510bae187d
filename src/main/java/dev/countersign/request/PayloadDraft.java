package dev.countersign.request;

import dev.countersign.request.RequestState.Chase;
import dev.countersign.request.RequestState.WithPayload;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One signal on a request that has a payload: what is the same while open and while lingering. */
abstract sealed class PayloadDraft permits OpenDraft, LingeringDraft {
  final Settings settings;
  final Instant now;
  final Payload payload;
  @Nullable CancelReason cancelling;
  @Nullable UserToken suspect;
  @Nullable Chase chase;
  Instant readAt;
  @Nullable Instant reconciledAt;
  @Nullable Instant tokenExpiresAt;
  final Draft draft;

  PayloadDraft(WithPayload state, Settings settings, Instant now) {
    this.settings = settings;
    this.draft = new Draft(state, now);
    this.now = now;
    this.payload = state.payload();
    this.cancelling = state.cancelling();
    this.suspect = state.suspect();
    this.chase = state.chase();
    this.readAt = state.readAt();
    this.reconciledAt = state.reconciledAt();
    this.tokenExpiresAt = state.tokenExpiresAt();
  }

  /** The same kind of state again, with the fields as they are now. */
  abstract Step stay();

  /** Whether an OPENED frame would be news. */
  abstract boolean awaitsOpened();

  final Step sign(PayloadView view, Via via, boolean late) {
    return new Signatures(settings).signed(draft, view, payload, via, late, tokenExpiresAt);
  }

  final void start(Action action) {
    draft.start(action);
  }

  final void publish(
      Event.Type type,
      boolean terminal,
      Instant occurredAt,
      Via via,
      Event.@Nullable Detail detail) {
    draft.publish(type, terminal, occurredAt, via, payload.uuid(), detail);
  }

  /**
   * A frame may have been missed. What decides would still be told when the socket stands again, or
   * found at the deadline; so this read can wait for the calls that cannot.
   */
  final Step reconcile() {
    if (mayReconcile()) {
      reconciledAt = now;
      start(new Action.Reconcile(payload));
    }
    return stay();
  }

  /**
   * However often a socket breaks or an owner is replaced, what nothing hints at is read at a pace,
   * four times an hour by default; if not now then as soon as that allows.
   */
  final boolean mayReconcile() {
    Instant next = reconciledAt == null ? now : reconciledAt.plus(settings.reconcileEvery());
    if (now.isBefore(next) && next.isBefore(readAt)) {
      readAt = next;
    }
    return !now.isBefore(next);
  }

  /** Reads now, and again after a quiet while should no answer ever come. */
  final Step readNow(Via via) {
    return read(new Action.Read(payload, via));
  }

  /** It expired, or was resolved before we listened. */
  final Step readExpired() {
    return read(new Action.Read(payload, Via.WEBSOCKET, false));
  }

  private Step read(Action.Read read) {
    start(read);
    readAt = now.plus(settings.reconcileEvery());
    return stay();
  }

  final Step timerFired() {
    return chase == null ? readUnhinted() : readNow(chase.via());
  }

  /** Nothing hints at anything, but it is time to look. */
  final Step readUnhinted() {
    reconciledAt = now;
    return readNow(Via.RECONCILIATION);
  }

  final Step chaseResolution(Via via) {
    chase = Chases.resolution(chase, via, now);
    return readNow(via);
  }

  /** It mostly comes while the frame of the same resolution is being chased; that is enough. */
  final Step webhook(Signal.WebhookReceived webhook) {
    if (webhook.signed() && webhook.tokenExpiresAt() != null) {
      tokenExpiresAt = webhook.tokenExpiresAt();
    }
    return Chases.isOnTheWay(chase) ? stay() : chaseResolution(Via.WEBHOOK);
  }

  final Step readAgain(Chase next) {
    chase = next;
    readAt = Chases.nextRead(next, draft.subject, now);
    return stay();
  }

  /** A new owner starts again what the last one may not have finished. */
  final Step resume() {
    start(new Action.Watch(payload, !awaitsOpened(), false));
    if (cancelling != null) {
      start(new Action.Cancel(payload.uuid()));
    }
    if (suspect != null) {
      start(new Action.CheckToken(suspect));
    }
    return chase == null ? stay() : readNow(chase.via());
  }

  final Step tokenChecked(Signal.TokenChecked checked) {
    if (suspect != null) {
      suspect = null;
      Signatures.judge(draft, checked);
    }
    return stay();
  }

  /**
   * Every cancel is answered (CONTRACT §6.2), also when the request ends before the platform has.
   */
  final void answerPendingCancel(Outcome outcome, Via via) {
    if (cancelling != null) {
      draft.answerCancel(outcome, via, payload.uuid());
    }
  }
}
