package dev.countersign.sandbox;

import org.jspecify.annotations.Nullable;

/** The calls that the platform knows; {@code label} is their name in faults and in the log. */
enum Endpoint {
  CREATE("create"),
  READ("read"),
  READ_BY_IDENTIFIER("read_by_identifier"),
  CANCEL("cancel"),
  PING("ping"),
  PING_NOAUTH("ping"),
  USER_TOKEN("user_tokens"),
  USER_TOKENS("user_tokens"),
  SOCKET("socket"),
  LEDGER("ledger"),
  UNKNOWN("unknown");

  final String label;

  Endpoint(String label) {
    this.label = label;
  }

  /** One call as faults see it. */
  record Target(@Nullable String application, String method, Endpoint endpoint, String path) {}
}
