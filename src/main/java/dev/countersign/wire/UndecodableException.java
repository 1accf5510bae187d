package dev.countersign.wire;

/**
 * Bytes that are not what they should be; the message says what was expected and what was found.
 */
public final class UndecodableException extends Exception {
  private final DeadLetterCode code;

  UndecodableException(DeadLetterCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  UndecodableException(String message) {
    this(DeadLetterCode.UNDECODABLE, message);
  }

  /** Written with a schema that cannot be found, or used. */
  public static UndecodableException unknownSchema(String message) {
    return new UndecodableException(DeadLetterCode.UNKNOWN_SCHEMA, message);
  }

  public DeadLetterCode code() {
    return code;
  }

  /** Never null here, other than in the type it overrides. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
