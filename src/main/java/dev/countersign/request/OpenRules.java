package dev.countersign.request;

import dev.countersign.request.RequestState.Chase;
import dev.countersign.request.RequestState.Lingering;
import dev.countersign.request.RequestState.Open;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A payload that waits for the person. Frames are hints; only a read decides (CONTRACT §6.4).
 * Expiry means open before, not resolve before (PROTOCOL §5.2).
 */
final class OpenRules {
  private final Settings settings;

  OpenRules(Settings settings) {
    this.settings = settings;
  }

  Step apply(Open state, Signal signal, Instant now) {
    Turn turn = new Turn(state, now);
    return switch (signal) {
      case Signal.CreateReceived again -> Repeats.create(state, again);
      case Signal.InvalidReceived again -> Repeats.invalid(state, again);
      case Signal.CancelReceived cancel -> {
        if (Repeats.isForeign(state, cancel)) {
          yield Repeats.foreignCancel(state);
        }
        yield turn.cancel();
      }
      case Signal.Hinted hinted -> turn.hint(hinted.hint());
      case Signal.PayloadRead read -> turn.read(read.view(), read.via());
      case Signal.PayloadMissing _ -> turn.missing();
      case Signal.CancelAnswered answer -> turn.cancelAnswered(answer);
      case Signal.TimerFired _ -> turn.timer();
      case Signal.Resumed _ -> turn.resume();
      case Signal.TokenChecked checked -> turn.tokenChecked(checked);
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

  /** One signal on an open request: the fields of its next state, and what is published. */
  private final class Turn {
    private final Draft draft;
    private final Instant now;
    private final Subject subject;
    private final Payload payload;
    private @Nullable Instant openedAt;
    private boolean expired;
    private @Nullable CancelReason cancelling;
    private @Nullable UserToken suspect;
    private @Nullable Chase chase;
    private Instant readAt;

    Turn(Open state, Instant now) {
      this.draft = new Draft(state, now);
      this.now = now;
      this.subject = state.subject();
      this.payload = state.payload();
      this.openedAt = state.openedAt();
      this.expired = state.expired();
      this.cancelling = state.cancelling();
      this.suspect = state.suspect();
      this.chase = state.chase();
      this.readAt = state.readAt();
    }

    Step open() {
      return draft.to(
          new Open(
              subject,
              draft.sequence(),
              payload,
              openedAt,
              expired,
              cancelling,
              suspect,
              chase,
              readAt));
    }

    Step linger(Outcome outcome) {
      return draft.to(
          new Lingering(
              subject,
              draft.sequence(),
              payload,
              outcome,
              now,
              cancelling,
              suspect,
              null,
              now.plus(Timing.LINGER)));
    }

    Step cancel() {
      if (cancelling == null) {
        cancelling = CancelReason.OK;
        draft.start(new Action.Cancel(payload.uuid()));
      }
      return open();
    }

    Step hint(Signal.Hint hint) {
      switch (hint) {
        case OPENED -> opened(now, Via.WEBSOCKET);
        case RESOLVED -> {
          chase = new Chase(Chase.Goal.RESOLUTION, Via.WEBSOCKET, now, 0);
          readNow(Via.WEBSOCKET);
        }
        case EXPIRED -> readNow(Via.WEBSOCKET);
        case GAP -> readNow(Via.RECONCILIATION);
      }
      return open();
    }

    Step timer() {
      if (now.isBefore(readAt)) {
        return open();
      }
      readNow(chase == null ? Via.RECONCILIATION : chase.via());
      return open();
    }

    Step resume() {
      draft.start(new Action.Watch(payload, openedAt != null, false));
      if (cancelling != null) {
        draft.start(new Action.Cancel(payload.uuid()));
      }
      if (suspect != null) {
        draft.start(new Action.CheckToken(suspect));
      }
      return open();
    }

    Step tokenChecked(Signal.TokenChecked checked) {
      if (suspect == null) {
        return open();
      }
      suspect = null;
      Signatures.judge(draft, checked);
      return open();
    }

    Step read(PayloadView view, Via via) {
      if (view.appOpened()) {
        opened(now, via);
      }
      if (view.resolved()) {
        return resolved(view, via);
      }
      if (chase != null && chase.goal() == Chase.Goal.RESOLUTION) {
        int reads = chase.reads() + 1;
        if (reads < Timing.RESOLUTION_READS) {
          chase = new Chase(chase.goal(), chase.via(), chase.since(), reads);
          readAt = Timing.nextRead(now, subject.id(), reads);
          return open();
        }
      }
      if (chase != null && chase.goal() == Chase.Goal.EXISTENCE && cancelling != null) {
        draft.start(new Action.Cancel(payload.uuid()));
      }
      chase = null;
      if (view.cancelled()) {
        return cancelled(via, cancelling == null ? CancelReason.ALREADY_CANCELLED : cancelling);
      }
      return view.expired() ? expired(view, via) : stillOpen(view);
    }

    private Step resolved(PayloadView view, Via via) {
      if (!view.signed()) {
        Instant at = view.response().resolvedAt();
        draft.publish(
            Event.Type.REJECTED,
            true,
            at == null ? now : at,
            via,
            payload.uuid(),
            new Event.Detail.Resolution(view.response(), false));
        return draft
            .start(new Action.Unwatch())
            .to(draft.ended(Outcome.REJECTED, payload.uuid(), true));
      }
      if (view.awaitsDispatch() && !patienceIsOver()) {
        int reads = chase == null ? 1 : chase.reads() + 1;
        Instant since = dispatchAwaitedSince();
        chase = new Chase(Chase.Goal.DISPATCH, via, since == null ? now : since, reads);
        readAt = Timing.nextRead(now, subject.id(), reads + 1);
        return open();
      }
      return Signatures.signed(draft, view, via, expired);
    }

    private @Nullable Instant dispatchAwaitedSince() {
      return chase != null && chase.goal() == Chase.Goal.DISPATCH ? chase.since() : null;
    }

    private boolean patienceIsOver() {
      Instant since = dispatchAwaitedSince();
      return since != null && !now.isBefore(since.plus(Timing.DISPATCH_PATIENCE));
    }

    private Step expired(PayloadView view, Via via) {
      Instant at = view.expiresAt() == null ? payload.expiresAt() : view.expiresAt();
      Instant abandonAt = at.plus(settings.abandonAfter());
      if (!expired) {
        boolean wasOpened = openedAt != null;
        draft.publish(
            Event.Type.EXPIRED,
            !wasOpened,
            at,
            via,
            payload.uuid(),
            new Event.Detail.Expiry(wasOpened, !wasOpened));
        if (!wasOpened) {
          return linger(Outcome.EXPIRED);
        }
        expired = true;
      }
      if (now.isBefore(abandonAt)) {
        readAt = abandonAt;
        return open();
      }
      draft.publish(Event.Type.ABANDONED, true, now, Via.TIMER, payload.uuid(), null);
      return linger(Outcome.ABANDONED);
    }

    private Step stillOpen(PayloadView view) {
      Instant at = view.expiresAt() == null ? payload.expiresAt() : view.expiresAt();
      Instant deadline = at.plus(Timing.DEADLINE_SLACK);
      // A platform clock behind ours: the deadline is past here and not there.
      readAt = deadline.isAfter(now) ? deadline : now.plus(Timing.DEADLINE_SLACK);
      return open();
    }

    Step missing() {
      if (chase == null || chase.goal() != Chase.Goal.EXISTENCE) {
        chase = new Chase(Chase.Goal.EXISTENCE, Via.RECONCILIATION, now, 0);
      }
      if (now.isBefore(chase.since().plus(Timing.EXISTENCE_PATIENCE))) {
        int reads = chase.reads() + 1;
        chase = new Chase(chase.goal(), chase.via(), chase.since(), reads);
        readAt = Timing.nextRead(now, subject.id(), reads);
        return open();
      }
      draft.start(new Action.Unwatch());
      return draft.fail(
          Via.PLATFORM,
          new Event.Detail.Failure(
              FailureCode.PAYLOAD_UNKNOWN,
              "the platform no longer knows payload " + payload.uuid(),
              null,
              null),
          payload.uuid(),
          true);
    }

    Step cancelAnswered(Signal.CancelAnswered answer) {
      if (cancelling == null) {
        return open();
      }
      if (answer.cancelled() || answer.reason() == CancelReason.ALREADY_CANCELLED) {
        return cancelled(
            Via.PLATFORM, cancelling == CancelReason.PUSH_REFUSED ? cancelling : answer.reason());
      }
      cancelling = null;
      if (answer.reason() == CancelReason.ALREADY_OPENED) {
        opened(now, Via.PLATFORM);
      }
      draft.publish(
          Event.Type.CANCEL_REFUSED,
          false,
          now,
          Via.PLATFORM,
          payload.uuid(),
          new Event.Detail.Cancellation(answer.reason()));
      if (answer.reason() == CancelReason.ALREADY_RESOLVED) {
        chase = new Chase(Chase.Goal.RESOLUTION, Via.PLATFORM, now, 0);
        readNow(Via.PLATFORM);
      } else if (answer.reason() == CancelReason.ALREADY_EXPIRED && !expired) {
        readNow(Via.PLATFORM);
      }
      return open();
    }

    private Step cancelled(Via via, CancelReason reason) {
      draft.publish(
          Event.Type.CANCELLED,
          true,
          now,
          via,
          payload.uuid(),
          new Event.Detail.Cancellation(reason));
      cancelling = null;
      return linger(Outcome.CANCELLED);
    }

    private void opened(Instant at, Via via) {
      if (openedAt == null) {
        openedAt = at;
        draft.publish(Event.Type.OPENED, false, at, via, payload.uuid(), null);
      }
    }

    /** Reads now, and again after a quiet while should no answer ever come. */
    private void readNow(Via via) {
      draft.start(new Action.Read(payload.uuid(), via));
      readAt = now.plus(Timing.QUIET);
    }
  }
}
