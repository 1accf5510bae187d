package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * An Avro record as the JSON that people expect: plain values for unions, RFC 3339 times, and null
 * for what is not known. A block that is not there is left out.
 */
final class AvroJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final DateTimeFormatter RFC_3339 =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  private AvroJson() {}

  static byte[] write(IndexedRecord record) {
    // By way of characters: a writer of bytes throws at half a surrogate pair, and the platform
    // may well send one.
    StringWriter text = new StringWriter(1024);
    try (JsonGenerator out = FACTORY.createGenerator(text)) {
      record(record, out);
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
    return text.toString().getBytes(UTF_8);
  }

  static String time(Instant instant) {
    return RFC_3339.format(instant);
  }

  private static void record(IndexedRecord record, JsonGenerator out) throws IOException {
    out.writeStartObject();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value != null || !isBlock(field.schema())) {
        out.writeFieldName(field.name());
        value(value, out);
      }
    }
    out.writeEndObject();
  }

  private static boolean isBlock(Schema schema) {
    if (schema.isUnion()) {
      for (Schema type : schema.getTypes()) {
        if (type.getType() == Schema.Type.RECORD) {
          return true;
        }
      }
    }
    return false;
  }

  private static void value(@Nullable Object value, JsonGenerator out) throws IOException {
    switch (value) {
      case null -> out.writeNull();
      case IndexedRecord record -> record(record, out);
      case Boolean bool -> out.writeBoolean(bool);
      case Integer number -> out.writeNumber(number);
      case Long number -> out.writeNumber(number);
      case Instant instant -> out.writeString(time(instant));
      case Iterable<?> items -> {
        out.writeStartArray();
        for (Object item : items) {
          value(item, out);
        }
        out.writeEndArray();
      }
      case Map<?, ?> map -> {
        out.writeStartObject();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          out.writeFieldName(String.valueOf(entry.getKey()));
          value(entry.getValue(), out);
        }
        out.writeEndObject();
      }
      default -> out.writeString(value.toString());
    }
  }
}
