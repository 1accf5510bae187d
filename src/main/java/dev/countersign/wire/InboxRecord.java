package dev.countersign.wire;

import dev.countersign.request.Signal;

/** What an inbox record turned out to be. */
public sealed interface InboxRecord {

  record Command(InboxCommand command) implements InboxRecord {}

  record Webhook(InboxWebhook webhook) implements InboxRecord {}

  /** What another request tells the one with this id. */
  record FromRequest(String requestId, Signal.FromRequest signal) implements InboxRecord {}

  /** Written by a newer release, or not by Countersign at all. */
  record NotUnderstood(String why) implements InboxRecord {}
}
