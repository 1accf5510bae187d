package dev.countersign.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.message.BinaryMessageEncoder;

/** Writes Avro single-object encoding. */
final class AvroBytes {
  static {
    AvroClasses.trust();
  }

  private AvroBytes() {}

  static <T> byte[] of(T record, BinaryMessageEncoder<T> encoder) {
    try {
      // The encoder copies, so the buffer's array is exactly the message.
      return encoder.encode(record).array();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
  }
}
