package dev.countersign.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
record PublicEncoding(String name, Format ours, TheirReader read, TheirWriter write) {
  private static final int ID = 0x01020304;

  static final List<PublicEncoding> ALL =
      List.of(
          new PublicEncoding("JSON", Format.JSON, PublicEncoding::readJson, CommandJson::of),
          avro("single object", Format.AVRO, PublicEncoding::singleObjectHeader),
          avro("Confluent", new Format.Confluent(ID), _ -> framing()));

  @FunctionalInterface
  interface TheirReader {
    Map<String, Object> leaves(Schema schema, byte[] value);
  }

  @FunctionalInterface
  interface TheirWriter {
    byte[] write(GenericRecord record);
  }

  private static PublicEncoding avro(
      String name, Format ours, Function<Schema, ByteBuffer> header) {
    return new PublicEncoding(
        name,
        ours,
        (schema, value) -> readAvro(schema, value, header.apply(schema)),
        record -> writeAvro(record, header.apply(record.getSchema())));
  }

  /** For parameterised tests. */
  static List<PublicEncoding> all() {
    return ALL;
  }

  /** As the codecs write it. */
  byte[] ours(SpecificRecordBase record) {
    return ours.write(
        record, new BinaryMessageEncoder<>(record.getSpecificData(), record.getSchema()));
  }

  private static Map<String, Object> readJson(Schema schema, byte[] value) {
    try {
      return Leaves.of(schema, new ObjectMapper().readTree(value));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> readAvro(Schema schema, byte[] value, ByteBuffer header) {
    if (!ByteBuffer.wrap(value, 0, header.capacity()).equals(header)) {
      throw new IllegalArgumentException("not the header of " + schema.getName());
    }
    return Leaves.of(generic(schema, schema, value, header.capacity()));
  }

  static byte[] singleObject(GenericRecord record) {
    return writeAvro(record, singleObjectHeader(record.getSchema()));
  }

  static byte[] framed(GenericRecord record) {
    return writeAvro(record, framing());
  }

  private static ByteBuffer framing() {
    return ByteBuffer.allocate(5).putInt(1, ID);
  }

  private static byte[] writeAvro(GenericRecord record, ByteBuffer header) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header.array());
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

  private static ByteBuffer singleObjectHeader(Schema schema) {
    return ByteBuffer.allocate(10)
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
