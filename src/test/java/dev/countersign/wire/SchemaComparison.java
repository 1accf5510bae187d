package dev.countersign.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.Schema;

/** Where a JSON Schema does not say the same as an Avro schema, field by field. */
final class SchemaComparison {
  /** How JSON says what Avro says with null. */
  enum Form {
    /** Null is absent, and nothing is required on its own. */
    COMMAND,
    /** A block that does not belong there is left out, everything else is there and may be null. */
    EVENT,
    /** Others write it too: what has a default may be left out. */
    TOKEN
  }

  private final Form form;
  private final List<String> differences = new ArrayList<>();

  private SchemaComparison(Form form) {
    this.form = form;
  }

  static List<String> differences(Form form, Schema avro, JsonNode json) {
    SchemaComparison comparison = new SchemaComparison(form);
    comparison.record("", avro, json);
    return comparison.differences;
  }

  private void record(String path, Schema avro, JsonNode json) {
    Set<String> onlyJson = new TreeSet<>();
    json.path("properties").properties().stream()
        .filter(property -> !property.getValue().path("type").asText().equals("null"))
        .forEach(property -> onlyJson.add(property.getKey()));
    for (Schema.Field field : avro.getFields()) {
      onlyJson.remove(field.name());
      field(path + field.name(), field, json);
    }
    onlyJson.forEach(name -> differences.add(path + name + ": is in the JSON Schema only"));
  }

  private void field(String path, Schema.Field field, JsonNode owner) {
    JsonNode json = owner.path("properties").path(field.name());
    if (json.isMissingNode()) {
      differences.add(path + ": is in the .avsc only");
      return;
    }
    boolean nullable = field.schema().isNullable();
    Schema type = nullable ? field.schema().getTypes().getLast() : field.schema();
    boolean block = nullable && type.getType() == Schema.Type.RECORD;
    boolean mayBeNull =
        switch (form) {
          case COMMAND -> true;
          case EVENT -> nullable && !block;
          case TOKEN -> nullable;
        };
    boolean required =
        switch (form) {
          case COMMAND -> false;
          case EVENT -> !block;
          case TOKEN -> !field.hasDefaultValue();
        };
    Set<String> types = types(path, type);
    if (mayBeNull) {
      types.add("null");
    }
    compare(path + ": type", types, texts(json.path("type")));
    compare(path + ": required", required, texts(owner.path("required")).contains(field.name()));
    inside(path, type, json, mayBeNull);
  }

  private static Set<String> types(String path, Schema type) {
    String json =
        switch (type.getType()) {
          case RECORD, MAP -> "object";
          case ARRAY -> "array";
          case INT, LONG -> type.getLogicalType() == null ? "integer" : "string";
          case BOOLEAN -> "boolean";
          case STRING, ENUM -> path.equals("txjson") ? "object" : "string";
          default -> throw new IllegalArgumentException(path + " is of another type: " + type);
        };
    Set<String> types = new TreeSet<>(Set.of(json));
    if (path.equals("custom_meta.blob") || path.equals("expect.amount")) {
      types.add("object");
    }
    return types;
  }

  private void inside(String path, Schema type, JsonNode json, boolean mayBeNull) {
    switch (type.getType()) {
      case RECORD -> record(path + '.', type, json);
      case MAP ->
          compare(path + ": values", "string", json.at("/additionalProperties/type").asText());
      case ARRAY -> compare(path + ": items", "string", json.at("/items/type").asText());
      case LONG -> {
        if (type.getLogicalType() != null) {
          compare(path + ": format", "date-time", json.path("format").asText());
        }
      }
      case ENUM -> {
        Set<String> symbols = new TreeSet<>(type.getEnumSymbols());
        if (form == Form.COMMAND) {
          symbols.remove("UNKNOWN");
        }
        if (mayBeNull) {
          symbols.add("null");
        }
        compare(path + ": enum", symbols, texts(json.path("enum")));
      }
      default -> {}
    }
  }

  private void compare(String what, Object avro, Object json) {
    if (!avro.equals(json)) {
      differences.add(what + " must be " + avro + ", is " + json);
    }
  }

  private static Set<String> texts(JsonNode one) {
    Set<String> texts = new TreeSet<>();
    if (one.isTextual()) {
      texts.add(one.asText());
    }
    one.valueStream().forEach(value -> texts.add(value.asText()));
    return texts;
  }
}
