package dev.countersign.wire;

/** What a record of the user-token topic says. */
public sealed interface TokenRecord {

  record Remembered(RememberedToken token) implements TokenRecord {}

  /** The value is null: no longer valid. */
  record Forgotten(String application, String user) implements TokenRecord {}

  /** Not usable; {@code why} names the field and holds no secret. */
  record Unreadable(String why) implements TokenRecord {}
}
