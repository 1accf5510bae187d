package dev.countersign.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** A command in JSON as a program writes it that has nothing but Jackson. */
final class CommandJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CommandJson() {}

  static byte[] of(GenericRecord command) {
    try {
      return JSON.writeValueAsBytes(object("", command));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ObjectNode object(String path, GenericRecord record) {
    ObjectNode object = JSON.createObjectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      String name = path + field.name();
      Object value = record.get(field.pos());
      boolean isJson = name.equals("txjson") || name.equals("custom_meta.blob");
      if (isJson && value != null) {
        object.putRawValue(field.name(), new RawValue(value.toString()));
      } else {
        object.set(field.name(), node(name, Filled.present(field.schema()), value));
      }
    }
    return object;
  }

  private static JsonNode node(String path, Schema schema, @Nullable Object value) {
    return switch (value) {
      case null -> JSON.nullNode();
      case GenericRecord record -> object(path + '.', record);
      case Boolean bool -> JSON.getNodeFactory().booleanNode(bool);
      case Integer number -> JSON.getNodeFactory().numberNode(number);
      case Long millis when schema.getLogicalType() != null ->
          JSON.getNodeFactory().textNode(Instant.ofEpochMilli(millis).toString());
      case Long number -> JSON.getNodeFactory().numberNode(number);
      case List<?> items -> {
        ArrayNode array = JSON.createArrayNode();
        items.forEach(item -> array.add(item.toString()));
        yield array;
      }
      case Map<?, ?> map -> {
        ObjectNode object = JSON.createObjectNode();
        map.forEach((name, text) -> object.put(name.toString(), text.toString()));
        yield object;
      }
      default -> JSON.getNodeFactory().textNode(value.toString());
    };
  }
}
