package dev.countersign.wire;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Records of any public schema in which nothing is left out. */
final class Filled {
  /** The first whole number that a double cannot hold. */
  private static final long TOO_LONG = (1L << 53) + 1;

  private static final String TEXT = " naïve \"ß\\\" 署名 😀 \u2028\t";
  private static final long MOMENT = 1_772_366_400_123L;

  private int count;

  private Filled() {}

  /** Every field has a value of its own, none of them the default. */
  static GenericRecord record(Schema schema) {
    return new Filled().fill("", schema);
  }

  private GenericRecord fill(String path, Schema schema) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(path + field.name(), present(field.schema())));
    }
    return record;
  }

  private Object value(String path, Schema schema) {
    count++;
    return switch (schema.getType()) {
      case RECORD -> fill(path + '.', schema);
      case ENUM -> new GenericData.EnumSymbol(schema, schema.getEnumSymbols().getLast());
      case STRING -> text(path);
      case INT -> Integer.MAX_VALUE - count;
      case LONG -> schema.getLogicalType() == null ? TOO_LONG + 2 * count : MOMENT + count;
      case BOOLEAN -> true;
      case ARRAY -> List.of(path + TEXT, "", path);
      case MAP -> new HashMap<>(Map.of("", path, TEXT, path + TEXT));
      default -> throw new IllegalArgumentException(path + " is of another type: " + schema);
    };
  }

  private static String text(String path) {
    return switch (path) {
      case "txjson" -> "{ \"TransactionType\": \"X\", \"Amount\": 12345678901234567890.10 }";
      case "custom_meta.blob" -> "\"" + "é😀" + "\"";
      default -> path + TEXT;
    };
  }

  /** What a field that may be null is otherwise. */
  static Schema present(Schema schema) {
    return schema.isNullable() ? schema.getTypes().getLast() : schema;
  }
}
