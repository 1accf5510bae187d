package dev.countersign.request;

/** How a request ended. */
public enum Outcome {
  SIGNED,
  REJECTED,
  EXPIRED,
  CANCELLED,
  ABANDONED,
  FAILED,
  SETTLED,
  SETTLEMENT_FAILED,
  SETTLEMENT_UNKNOWN;

  /** Whether there is a signature, whatever has become of it. */
  public boolean isSigned() {
    return switch (this) {
      case SIGNED, SETTLED, SETTLEMENT_FAILED, SETTLEMENT_UNKNOWN -> true;
      case REJECTED, EXPIRED, CANCELLED, ABANDONED, FAILED -> false;
    };
  }
}
