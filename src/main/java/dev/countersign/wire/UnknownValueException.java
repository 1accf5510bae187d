package dev.countersign.wire;

/** A stored value that only a newer release knows. */
final class UnknownValueException extends RuntimeException {
  UnknownValueException(String what) {
    super("it holds " + what + " that this release does not know", null, false, false);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
