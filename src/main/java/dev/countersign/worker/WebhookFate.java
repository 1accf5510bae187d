package dev.countersign.worker;

import dev.countersign.request.RequestState;
import dev.countersign.wire.InboxWebhook;

/** What the owner of its request makes of a webhook. Names are API: they label a metric. */
enum WebhookFate {
  /** It is about the request. */
  HINT,
  /** Nothing is remembered under its id (any more). */
  FORGOTTEN,
  /** The request is another application's. */
  OTHER_APPLICATION,
  /** The request's payload is another, or it has none. */
  OTHER_PAYLOAD,
  /** The request's state is held for a newer release. */
  HELD;

  static WebhookFate of(InboxWebhook webhook, RequestState state) {
    if (!(state instanceof RequestState.Known known)) {
      return FORGOTTEN;
    }
    if (!known.subject().application().equals(webhook.application())) {
      return OTHER_APPLICATION;
    }
    return webhook.signal().concerns(state) ? HINT : OTHER_PAYLOAD;
  }
}
