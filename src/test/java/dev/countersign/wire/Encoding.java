package dev.countersign.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * One way in which public records travel: how we write it, and how a program that has nothing of
 * ours writes and reads it.
 */
record Encoding(String name, Ours ours, TheirReader read, TheirWriter write) {
  static final List<Encoding> ALL =
      List.of(
          new Encoding("JSON", AvroJson::write, Encoding::readJson, CommandJson::of),
          new Encoding(
              "single object",
              Encoding::writeSingleObject,
              Encoding::readSingleObject,
              Encoding::singleObject));

  private static final int HEADER = 10;

  @FunctionalInterface
  interface Ours {
    byte[] write(SpecificRecordBase record);
  }

  @FunctionalInterface
  interface TheirReader {
    Map<String, Object> leaves(Schema schema, byte[] value);
  }

  @FunctionalInterface
  interface TheirWriter {
    byte[] write(GenericRecord record);
  }

  /** For parameterised tests. */
  static List<Encoding> all() {
    return ALL;
  }

  private static Map<String, Object> readJson(Schema schema, byte[] value) {
    try {
      return Leaves.of(schema, new ObjectMapper().readTree(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] writeSingleObject(SpecificRecordBase record) {
    return AvroBytes.of(
        record, new BinaryMessageEncoder<>(record.getSpecificData(), record.getSchema()));
  }

  private static Map<String, Object> readSingleObject(Schema schema, byte[] value) {
    if (!ByteBuffer.wrap(value, 0, HEADER).equals(header(schema))) {
      throw new IllegalArgumentException("not the header of " + schema.getName());
    }
    return Leaves.of(generic(schema, schema, value, HEADER));
  }

  static byte[] singleObject(GenericRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header(record.getSchema()).array());
    try {
      var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** As any Avro program reads it that knows what it was written with. */
  static GenericRecord generic(Schema writer, Schema reader, byte[] value, int from) {
    BinaryDecoder decoder =
        DecoderFactory.get().binaryDecoder(value, from, value.length - from, null);
    try {
      GenericRecord record =
          new GenericDatumReader<GenericRecord>(writer, reader).read(null, decoder);
      if (!decoder.isEnd()) {
        throw new IllegalArgumentException("bytes are left");
      }
      return record;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer header(Schema schema) {
    return ByteBuffer.allocate(HEADER)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0xC3)
        .put((byte) 1)
        .putLong(SchemaNormalization.parsingFingerprint64(schema))
        .flip();
  }

  @Override
  public String toString() {
    return name;
  }
}
