package dev.countersign.wire;

/** Nobody can be asked for a schema now. What needs it waits; the message says why. */
public final class SchemaUnavailableException extends RuntimeException {
  public SchemaUnavailableException(String message) {
    super(message, null, false, false);
  }

  /** Never null here, other than in the type it overrides. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
