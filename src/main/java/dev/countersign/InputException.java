package dev.countersign;

/** What was given to a command cannot be used; the message says what to do. */
final class InputException extends RuntimeException {
  InputException(String message) {
    super(message);
  }
}
