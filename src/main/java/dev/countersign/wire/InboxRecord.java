package dev.countersign.wire;

/** What an inbox record turned out to be. */
public sealed interface InboxRecord {

  record Command(InboxCommand command) implements InboxRecord {}

  record Webhook(InboxWebhook webhook) implements InboxRecord {}

  /** Written by a newer release, or not by Countersign at all. */
  record NotUnderstood(String why) implements InboxRecord {}
}
