package dev.countersign.ledger;

import java.io.Serial;

/** These bytes, or this template, cannot be judged here; says why to a person. */
final class UnreadableException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  UnreadableException(String reason) {
    super(reason);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
