package dev.countersign.platform.webhook;

/** What is to be thought of a post. */
public sealed interface WebhookVerdict {

  record Genuine(Webhook webhook) implements WebhookVerdict {}

  /** Sent by the platform, and of no use here: sending it again would not help. */
  record Useless(Flaw flaw) implements WebhookVerdict {}

  /** Not proven to be the platform's. */
  record Forged(Forgery forgery) implements WebhookVerdict {}

  /** Why a genuine one is of no use. */
  enum Flaw {
    /** No JSON object, or none that names a payload. */
    UNREADABLE,
    /** It names another application. */
    OTHER_APPLICATION
  }

  /** What gave a forged one away. */
  enum Forgery {
    UNKNOWN_APPLICATION,
    /** A header is missing, malformed, or there more than once. */
    BAD_HEADER,
    BAD_SIGNATURE,
    /** Rightly signed, but not of now: sent again by somebody, or a clock is wrong. */
    STALE,
    /** The header, which is not signed, names another payload than the body. */
    OTHER_PAYLOAD
  }
}
