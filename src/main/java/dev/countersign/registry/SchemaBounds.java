package dev.countersign.registry;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether records of a foreign schema can be read in a time that goes by their bytes. A few names
 * can stand for any number of fields, and fields of no bytes can be repeated for ever: whoever may
 * register a schema could keep a reader busy for hours with a record of five bytes.
 */
final class SchemaBounds {
  /** With what is named in several places counted in each. */
  private static final int MOST_FIELDS = 1_000;

  private static final int DEEPEST = 64;

  private final Map<String, Integer> fields = new HashMap<>();
  private final Map<String, Integer> levels = new HashMap<>();
  private final Map<String, Boolean> empty = new HashMap<>();

  private SchemaBounds() {}

  /** What is wrong with it; null: nothing. */
  static @Nullable String problem(Schema schema) {
    SchemaBounds bounds = new SchemaBounds();
    if (bounds.isDeeper(schema, DEEPEST)) {
      return "which is nested in itself, or deeper than " + DEEPEST;
    }
    if (bounds.fields(schema) > MOST_FIELDS) {
      return "which has more than "
          + MOST_FIELDS
          + " fields once its names are written out, or an array of what has no bytes";
    }
    return null;
  }

  /** Looks at a name again only where fewer levels are left than before. */
  private boolean isDeeper(Schema schema, int left) {
    if (left == 0) {
      return true;
    }
    return switch (schema.getType()) {
      case RECORD -> {
        Integer before = levels.get(schema.getFullName());
        if (before != null && before <= left) {
          yield false;
        }
        levels.put(schema.getFullName(), left);
        yield schema.getFields().stream().anyMatch(field -> isDeeper(field.schema(), left - 1));
      }
      case ARRAY -> isDeeper(schema.getElementType(), left - 1);
      case MAP -> isDeeper(schema.getValueType(), left - 1);
      case UNION -> schema.getTypes().stream().anyMatch(type -> isDeeper(type, left - 1));
      case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> false;
    };
  }

  /** Not more than a little above the bound, so that no sum overflows. */
  private int fields(Schema schema) {
    return switch (schema.getType()) {
      case RECORD -> {
        Integer known = fields.get(schema.getFullName());
        if (known == null) {
          known = 1;
          for (Schema.Field field : schema.getFields()) {
            known = Math.min(MOST_FIELDS + 1, known + fields(field.schema()));
          }
          fields.put(schema.getFullName(), known);
        }
        yield known;
      }
      case ARRAY ->
          isEmpty(schema.getElementType()) ? MOST_FIELDS + 1 : 1 + fields(schema.getElementType());
      case MAP -> 1 + fields(schema.getValueType());
      case UNION -> {
        int sum = 1;
        for (Schema type : schema.getTypes()) {
          sum = Math.min(MOST_FIELDS + 1, sum + fields(type));
        }
        yield sum;
      }
      case ENUM, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> 1;
    };
  }

  /** Whether a value of it takes no byte, so that bytes do not bound how many there are. */
  private boolean isEmpty(Schema schema) {
    return switch (schema.getType()) {
      case NULL -> true;
      case FIXED -> schema.getFixedSize() == 0;
      case RECORD -> {
        Boolean known = empty.get(schema.getFullName());
        if (known == null) {
          known = schema.getFields().stream().allMatch(field -> isEmpty(field.schema()));
          empty.put(schema.getFullName(), known);
        }
        yield known;
      }
      case ARRAY, MAP, UNION, ENUM, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN -> false;
    };
  }
}
