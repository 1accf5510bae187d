package dev.countersign.request;

import dev.countersign.request.RequestState.Chase;
import java.time.Duration;
import java.time.Instant;

/**
 * What a read of an open payload decides, in the order that the platform's state table asks for:
 * resolved, signed, cancelled, expired. Expiry means open before, not resolve before (PROTOCOL
 * §5.2).
 */
final class OpenReads {
  private final Settings settings;

  OpenReads(Settings settings) {
    this.settings = settings;
  }

  Step read(OpenDraft draft, PayloadView view, Via via) {
    if (view.appOpened()) {
      draft.opened(draft.now, via);
    }
    if (view.resolved()) {
      return resolved(draft, view, via);
    }
    Chase before = draft.chase;
    draft.chase = Chases.unresolved(before);
    if (draft.chase != null) {
      return draft.readAgain(draft.chase);
    }
    if (view.cancelled()) {
      CancelReason reason = draft.cancelling;
      return draft.cancelled(via, reason == null ? CancelReason.ALREADY_CANCELLED : reason);
    }
    if (before != null && draft.cancelling != null) {
      // The cancel may have been answered by "unknown uuid": it is safe to start again.
      draft.start(new Action.Cancel(draft.payload.uuid()));
    }
    return view.expired() ? expired(draft, view, via) : stillOpen(draft, view);
  }

  private static Step resolved(OpenDraft draft, PayloadView view, Via via) {
    if (view.signed()) {
      Chase dispatch = Chases.dispatch(draft.chase, view, via, draft.now);
      return dispatch == null ? draft.signed(view, via) : draft.readAgain(dispatch);
    }
    if (draft.cancelling != null && view.cancelled()) {
      return draft.cancelled(via, draft.cancelling);
    }
    return draft.rejected(view, via);
  }

  private Step expired(OpenDraft draft, PayloadView view, Via via) {
    Instant at = expiry(draft, view);
    boolean wasOpened = draft.openedAt != null;
    if (!draft.expired) {
      draft.publish(
          Event.Type.EXPIRED, !wasOpened, at, via, new Event.Detail.Expiry(wasOpened, !wasOpened));
      if (!wasOpened) {
        return draft.linger(Outcome.EXPIRED);
      }
      draft.expired = true;
    }
    Instant abandonAt = at.plus(settings.abandonAfter());
    if (draft.now.isBefore(abandonAt)) {
      draft.readAt = abandonAt;
      return draft.stay();
    }
    draft.publish(Event.Type.ABANDONED, true, draft.now, Via.TIMER, null);
    return draft.linger(Outcome.ABANDONED);
  }

  private static Step stillOpen(OpenDraft draft, PayloadView view) {
    Instant at = expiry(draft, view);
    Instant deadline = at.plus(Timing.DEADLINE_SLACK);
    if (deadline.isAfter(draft.now)) {
      draft.readAt = deadline;
    } else {
      // The platform's clock is behind ours; how far is not known, so the wait doubles.
      Duration overdue = Duration.between(at, draft.now);
      Duration quiet = draft.settings.reconcileEvery();
      draft.readAt = draft.now.plus(overdue.compareTo(quiet) < 0 ? overdue : quiet);
    }
    return draft.stay();
  }

  private static Instant expiry(OpenDraft draft, PayloadView view) {
    return view.expiresAt() == null ? draft.payload.expiresAt() : view.expiresAt();
  }

  /** The platform may lag behind its own create, but not for ever. */
  Step missing(OpenDraft draft) {
    Chase chase = Chases.unresolved(draft.chase);
    if (chase == null) {
      chase = Chases.existence(draft.chase, draft.now);
    }
    return chase == null ? draft.lost() : draft.readAgain(chase);
  }
}
