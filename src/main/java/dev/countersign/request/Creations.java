package dev.countersign.request;

import dev.countersign.request.RequestState.Open;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What follows once a payload is known to exist. */
final class Creations {
  private final Settings settings;

  Creations(Settings settings) {
    this.settings = settings;
  }

  /**
   * The platform answered the create. It does not tell the expiry, so that is counted from here.
   */
  Step created(
      Draft draft,
      Ask ask,
      Signal.Created created,
      @Nullable UserToken token,
      Map<String, Long> ledgers,
      boolean cancelRequested) {
    Integer asked = ask.options().expireMinutes();
    Duration expire = Duration.ofMinutes(asked == null ? settings.defaultExpireMinutes() : asked);
    Payload payload =
        new Payload(
            created.uuid(),
            created.links(),
            draft.now.plus(expire),
            new Asked(ask.template(), ledgers),
            new Handover(ask.delivery(), created.pushed(), draft.now));
    return open(draft, ask, payload, token, created.pushed(), draft.now, false, cancelRequested);
  }

  /** A payload of ours was found after a crash or a lost answer. */
  Step adopted(
      Draft draft,
      Ask ask,
      Signal.Found found,
      @Nullable UserToken token,
      Map<String, Long> ledgers,
      boolean cancelRequested) {
    PayloadView view = found.view();
    Instant createdAt = view.createdAt() == null ? draft.now : view.createdAt();
    Instant expiresAt = view.expiresAt() == null ? draft.now : view.expiresAt();
    Payload payload =
        new Payload(
            view.uuid(),
            found.links(),
            expiresAt,
            new Asked(ask.template(), ledgers),
            new Handover(ask.delivery(), view.pushed(), createdAt));
    return open(draft, ask, payload, token, view.pushed(), createdAt, true, cancelRequested);
  }

  private static Step open(
      Draft draft,
      Ask ask,
      Payload payload,
      @Nullable UserToken token,
      boolean pushed,
      Instant createdAt,
      boolean adopted,
      boolean cancelRequested) {
    draft.publish(
        Event.Type.CREATED,
        false,
        createdAt,
        Via.PLATFORM,
        payload.uuid(),
        new Event.Detail.Creation(
            token != null || ask.bearer() != null,
            pushed,
            adopted,
            payload.expiresAt(),
            payload.links()));
    draft.start(new Action.Watch(payload, false, !adopted));
    // Nobody's token is remembered nowhere, so its death would change nothing.
    UserToken suspect = pushed || draft.subject.user() == null ? null : token;
    if (suspect != null) {
      draft.start(new Action.CheckToken(suspect));
    }
    CancelReason cancelling = null;
    if (cancelRequested) {
      cancelling = CancelReason.OK;
    } else if (ask.delivery() == Ask.Delivery.PUSH_ONLY && !pushed) {
      cancelling = CancelReason.PUSH_REFUSED;
    }
    if (cancelling != null) {
      draft.start(new Action.Cancel(payload.uuid()));
    }
    return draft.to(
        new Open(
            draft.subject,
            draft.sequence(),
            payload,
            null,
            false,
            cancelling,
            suspect,
            null,
            payload.expiresAt().plus(Timing.DEADLINE_SLACK),
            null,
            null));
  }
}
