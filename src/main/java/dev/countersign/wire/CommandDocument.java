package dev.countersign.wire;

import dev.countersign.SignRequestCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A command as JSON, whichever encoding it came in: one set of rules then judges both.
 *
 * @param problems what is wrong with it as a document
 */
record CommandDocument(Json.Obj root, List<String> problems) {
  private static final String TXJSON = "txjson";
  private static final String BLOB = "custom_meta.blob";
  private static final Set<String> VERBATIM = Set.of(TXJSON, BLOB);

  static CommandDocument read(byte[] value, @Nullable Schema writer) throws UndecodableException {
    List<String> problems = new ArrayList<>();
    Json root =
        switch (CommandBytes.of(value, writer)) {
          case CommandBytes.JsonObject(String text) ->
              JsonReader.read(text, "", VERBATIM, problems);
          case CommandBytes.AvroRecord(SignRequestCommand command) -> record(command, "", problems);
        };
    if (!(root instanceof Json.Obj object)) {
      throw new UndecodableException("a command must be a JSON object, got " + root.kind());
    }
    return new CommandDocument(object, problems);
  }

  private static Json.Obj record(SpecificRecord record, String path, List<String> problems) {
    Map<String, Json> members = new LinkedHashMap<>();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value != null && !isDefault(field, value)) {
        String name = field.name();
        Json json = value(value, path.isEmpty() ? name : path + '.' + name, problems);
        if (json != null) {
          members.put(name, json);
        }
      }
    }
    return new Json.Obj(members);
  }

  /** Avro writes defaults out; a JSON command leaves them away. */
  private static boolean isDefault(Schema.Field field, Object value) {
    return switch (value) {
      case Map<?, ?> map -> map.isEmpty();
      case GenericEnumSymbol<?> symbol -> symbol.toString().equals(field.defaultVal());
      default -> false;
    };
  }

  private static @Nullable Json value(Object value, String path, List<String> problems) {
    return switch (value) {
      case SpecificRecord record -> record(record, path, problems);
      case Map<?, ?> map -> {
        Map<String, Json> members = new LinkedHashMap<>();
        map.forEach((name, text) -> members.put(name.toString(), new Json.Str(text.toString())));
        yield new Json.Obj(members);
      }
      case List<?> list ->
          new Json.Arr(list.stream().<Json>map(item -> new Json.Str(item.toString())).toList());
      case Boolean bool -> new Json.Bool(bool);
      case Number number -> JsonReader.number(number.longValue());
      case Instant instant -> new Json.Str(instant.toString());
      case String text when VERBATIM.contains(path) -> embedded(text, path, problems);
      default -> new Json.Str(value.toString());
    };
  }

  /** Avro has no type for free-form JSON, so these two come as text. */
  private static @Nullable Json embedded(String text, String path, List<String> problems) {
    try {
      return new Json.Verbatim(JsonReader.read(text, path, Set.of(), problems), text.strip());
    } catch (UndecodableException e) {
      problems.add(path + ": must be JSON text: " + e.getMessage());
      return null;
    }
  }
}
