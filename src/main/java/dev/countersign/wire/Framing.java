package dev.countersign.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/**
 * Confluent's framing of Avro: {@code 00}, the id of the writer's schema in a registry in four
 * bytes, big endian, the body.
 */
public final class Framing {
  static final int HEADER = 5;

  static {
    AvroClasses.trust();
  }

  private Framing() {}

  /** No other encoding that is used here begins with a zero. */
  static boolean isFramed(byte[] value) {
    return value.length > 0 && value[0] == 0;
  }

  /**
   * The schema that a value was written with; null: it is not framed.
   *
   * @throws UndecodableException it is not whole, or its schema is not known
   * @throws SchemaUnavailableException the registry cannot be asked now
   */
  public static @Nullable Schema writer(byte @Nullable [] value, SchemaIds schemas)
      throws UndecodableException {
    if (value == null || !isFramed(value)) {
      return null;
    }
    if (value.length < HEADER) {
      throw new UndecodableException(
          "Confluent framing (first byte 00) that ends within the id of its schema");
    }
    return schemas.find(ByteBuffer.wrap(value).getInt(1));
  }

  static <T extends SpecificRecordBase> byte[] write(T record, int schemaId) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    out.write(0);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      new SpecificDatumWriter<T>(record.getSchema()).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return out.toByteArray();
  }
}
