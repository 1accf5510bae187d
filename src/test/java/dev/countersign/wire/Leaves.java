package dev.countersign.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a record says, whatever it was read from: each field by its path, times as moments, numbers
 * exactly. A field that is null is there and says so; of a block that is null there is nothing.
 */
final class Leaves {
  private static final String NULL = "null";

  private final Map<String, Object> values = new TreeMap<>();

  private Leaves() {}

  static Map<String, Object> of(IndexedRecord record) {
    Leaves leaves = new Leaves();
    leaves.record("", record);
    return leaves.values;
  }

  /** Of plain JSON, whose types the schema tells. */
  static Map<String, Object> of(Schema schema, JsonNode json) {
    Leaves leaves = new Leaves();
    leaves.object("", schema, json);
    return leaves.values;
  }

  private void record(String path, IndexedRecord record) {
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      Schema schema = Filled.present(field.schema());
      if (value instanceof IndexedRecord nested) {
        record(path + field.name() + '.', nested);
      } else if (value != null || schema.getType() != Schema.Type.RECORD) {
        values.put(path + field.name(), plain(schema, value));
      }
    }
  }

  private static Object plain(Schema schema, @Nullable Object value) {
    return switch (value) {
      case null -> NULL;
      case Boolean bool -> bool;
      case Instant instant -> instant;
      case Long millis when schema.getLogicalType() != null -> Instant.ofEpochMilli(millis);
      case Number number -> new BigDecimal(number.toString());
      case List<?> items -> items.stream().map(Object::toString).toList();
      case Map<?, ?> map -> {
        Map<String, String> texts = new TreeMap<>();
        map.forEach((name, text) -> texts.put(name.toString(), text.toString()));
        yield texts;
      }
      default -> value.toString();
    };
  }

  private void object(String path, Schema schema, JsonNode json) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (schema.getField(name) == null) {
                values.put(path + name, "no field of the schema");
              }
            });
    for (Schema.Field field : schema.getFields()) {
      Schema type = Filled.present(field.schema());
      JsonNode value = json.path(field.name());
      if (type.getType() != Schema.Type.RECORD) {
        values.put(path + field.name(), plain(type, value));
      } else if (!value.isMissingNode()) {
        object(path + field.name() + '.', type, value);
      }
    }
  }

  private static Object plain(Schema schema, JsonNode value) {
    if (value.isMissingNode()) {
      return "missing";
    }
    if (value.isNull()) {
      return NULL;
    }
    if (schema.getLogicalType() != null) {
      return OffsetDateTime.parse(value.textValue()).toInstant();
    }
    if (value.isArray()) {
      List<String> texts = new ArrayList<>();
      value.forEach(item -> texts.add(item.textValue()));
      return texts;
    }
    if (value.isObject()) {
      Map<String, String> texts = new TreeMap<>();
      value.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().textValue()));
      return texts;
    }
    return switch (schema.getType()) {
      case BOOLEAN -> value.isBoolean() ? value.booleanValue() : value;
      case INT, LONG -> value.isIntegralNumber() ? value.decimalValue() : value;
      default -> value.isTextual() ? value.textValue() : value;
    };
  }
}
