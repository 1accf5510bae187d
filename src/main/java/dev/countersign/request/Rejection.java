package dev.countersign.request;

/** Why the record that brought a signal belongs in the dead letters. */
public record Rejection(Code code, String message) {
  /** Stable codes of dead letters that the rules decide on. */
  public enum Code {
    INVALID_COMMAND,
    IDEMPOTENCY_MISMATCH
  }
}
