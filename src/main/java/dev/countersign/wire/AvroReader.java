package dev.countersign.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Reads records of one type, in Avro single-object encoding ({@code C3 01}, the writer schema's
 * CRC-64-AVRO fingerprint in little endian, the body) or in Confluent's framing. May be shared
 * between threads.
 */
final class AvroReader<T extends SpecificRecordBase> {
  private static final int HEADER = 10;
  private static final int MOST_SCHEMAS = 1_000;
  private static final int MOST_REASONS = 5;

  static {
    AvroClasses.trust();
  }

  private final Class<T> type;
  private final Schema schema;
  private final long fingerprint;
  private final Map<Long, SpecificDatumReader<T>> readers = new ConcurrentHashMap<>();
  private final Map<Schema, SpecificDatumReader<T>> framedReaders = Bounded.map(MOST_SCHEMAS);

  AvroReader(Class<T> type, Schema schema) {
    this.type = type;
    this.schema = schema;
    this.fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    readers.put(fingerprint, new SpecificDatumReader<>(type));
  }

  static boolean isSingleObject(byte[] value) {
    return value.length >= 2 && value[0] == (byte) 0xC3 && value[1] == 0x01;
  }

  long fingerprint() {
    return fingerprint;
  }

  T read(byte[] value, SchemaLookup writers) throws UndecodableException {
    if (!isSingleObject(value) || value.length < HEADER) {
      throw new UndecodableException(
          "not Avro single-object encoding: that begins with C3 01 and the schema's fingerprint");
    }
    long writer = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    SpecificDatumReader<T> reader = readers.get(writer);
    if (reader == null) {
      reader = readerFor(writer, writers);
    }
    return body(value, HEADER, reader);
  }

  /** A record in Confluent's framing, of which the writer's schema was found. */
  T readFramed(byte[] value, Schema writer) throws UndecodableException {
    SpecificDatumReader<T> reader = framedReaders.get(writer);
    if (reader == null) {
      SchemaPairCompatibility fit =
          SchemaCompatibility.checkReaderWriterCompatibility(schema, writer);
      if (fit.getType() != SchemaCompatibilityType.COMPATIBLE) {
        throw new UndecodableException(
            "written with a schema that cannot be read as "
                + schema.getFullName()
                + ": "
                + why(fit));
      }
      reader = new SpecificDatumReader<>(type);
      reader.setSchema(writer);
      framedReaders.put(writer, reader);
    }
    return body(value, Framing.HEADER, reader);
  }

  private static String why(SchemaPairCompatibility fit) {
    List<Incompatibility> all = fit.getResult().getIncompatibilities();
    String first =
        all.stream()
            .limit(MOST_REASONS)
            .map(one -> one.getType() + " at " + one.getLocation())
            .collect(Collectors.joining(", "));
    return all.size() > MOST_REASONS
        ? first + " and " + (all.size() - MOST_REASONS) + " more"
        : first;
  }

  private SpecificDatumReader<T> readerFor(long writer, SchemaLookup writers)
      throws UndecodableException {
    Schema written = writers.find(writer);
    if (written == null) {
      throw new UndecodableException(
          DeadLetterCode.UNKNOWN_SCHEMA,
          "written with an Avro schema that is not known here: CRC-64-AVRO fingerprint "
              + Texts.hex(writer)
              + ", while "
              + schema.getName()
              + " here has "
              + Texts.hex(fingerprint));
    }
    SpecificDatumReader<T> reader = new SpecificDatumReader<>(type);
    reader.setSchema(written);
    readers.put(writer, reader);
    return reader;
  }

  private T body(byte[] value, int header, SpecificDatumReader<T> reader)
      throws UndecodableException {
    T datum;
    try {
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(value, header, value.length - header, null);
      datum = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new UndecodableException(
            "bytes are left after the Avro record " + schema.getName() + " has ended");
      }
      // Avro shows broken input by whatever exception it runs into.
    } catch (IOException | RuntimeException e) {
      throw new UndecodableException(
          "not a readable Avro record " + schema.getName() + ": " + e.getClass().getSimpleName());
    }
    return datum;
  }
}
