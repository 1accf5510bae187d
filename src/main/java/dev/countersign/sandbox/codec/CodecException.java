package dev.countersign.sandbox.codec;

/** Something has no binary form, or these bytes are not one; the message names field and value. */
public final class CodecException extends RuntimeException {
  CodecException(String message) {
    super(message);
  }

  CodecException(String message, Throwable cause) {
    super(message, cause);
  }
}
