package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON body of the control API; what it does not know is refused by name. */
final class ControlBody {
  private final JsonNode json;

  ControlBody(JsonNode json, String... known) {
    this.json = json;
    if (!json.isObject()) {
      throw SandboxRefusal.bad("The body is a JSON object, not " + json + ".");
    }
    for (String field : (Iterable<String>) json::fieldNames) {
      if (!Set.of(known).contains(field)) {
        throw SandboxRefusal.bad("'" + field + "' is unknown here; known are " + List.of(known));
      }
    }
  }

  @Nullable String text(String field) {
    JsonNode value = json.get(field);
    if (!Json.present(value)) {
      return null;
    }
    if (value == null || !value.isTextual()) {
      throw SandboxRefusal.bad(field + ": " + value + " is not a string.");
    }
    return value.textValue();
  }

  /** Whatever was given, as JSON text. */
  @Nullable String json(String field) {
    JsonNode value = json.get(field);
    return value == null || value.isNull() ? null : Json.text(value);
  }

  @Nullable Boolean flag(String field) {
    JsonNode value = json.get(field);
    if (!Json.present(value)) {
      return null;
    }
    if (value == null || !value.isBoolean()) {
      throw SandboxRefusal.bad(field + ": " + value + " is neither true nor false.");
    }
    return value.booleanValue();
  }

  boolean isTrue(String field) {
    return Boolean.TRUE.equals(flag(field));
  }

  /** Null when it is not there at all. */
  @Nullable List<String> texts(String field) {
    JsonNode value = json.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isArray() || !Json.stream(value).allMatch(JsonNode::isTextual)) {
      throw SandboxRefusal.bad(field + ": " + value + " is not an array of strings.");
    }
    return Json.stream(value).map(JsonNode::textValue).toList();
  }

  /** An empty object stands for an absent one. */
  ObjectNode object(String field) {
    JsonNode value = json.get(field);
    if (value == null || value.isNull()) {
      return Json.object();
    }
    if (!(value instanceof ObjectNode object)) {
      throw SandboxRefusal.bad(field + ": " + value + " is not an object.");
    }
    return object;
  }

  @Nullable Double number(String field) {
    JsonNode value = json.get(field);
    if (!Json.present(value)) {
      return null;
    }
    if (value == null || !value.isNumber()) {
      throw SandboxRefusal.bad(field + ": " + value + " is not a number.");
    }
    return value.doubleValue();
  }

  @Nullable Integer count(String field) {
    Long value = whole(field, Integer.MAX_VALUE);
    return value == null ? null : value.intValue();
  }

  /** From 0 on. */
  @Nullable Long whole(String field, long most) {
    JsonNode value = json.get(field);
    return value == null || value.isNull() ? null : (Long) whole(field, value, most);
  }

  static long whole(String field, JsonNode value, long most) {
    if (!value.isNumber()
        || !value.canConvertToExactIntegral()
        || !value.canConvertToLong()
        || value.longValue() < 0
        || value.longValue() > most) {
      throw SandboxRefusal.bad(
          field + ": " + value + " is not a whole number from 0 to " + most + ".");
    }
    return value.longValue();
  }

  /** Refuses all but true: what is switched on by being there is not switched off by false. */
  void onlyTrue(String field) {
    if (!isTrue(field)) {
      throw SandboxRefusal.bad(
          field + ": " + json.get(field) + " is not true; leave it out where it is not meant.");
    }
  }

  boolean has(String field) {
    return json.has(field);
  }
}
