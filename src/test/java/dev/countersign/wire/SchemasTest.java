package dev.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.SignRequestCommand;
import dev.countersign.SignRequestEvent;
import dev.countersign.UserToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps the public schemas compatible in both directions with every later release. */
class SchemasTest {

  @ParameterizedTest
  @ValueSource(strings = {"sign-request-command", "sign-request-event", "user-token"})
  void nullableFieldsDefaultToNull(String name) {
    everyField(
        name,
        field -> {
          if (field.schema().isNullable()) {
            assertThat(field.schema().getTypes().getFirst().getType())
                .as(field.name())
                .isEqualTo(Schema.Type.NULL);
            assertThat(field.defaultVal()).as(field.name()).isEqualTo(JsonProperties.NULL_VALUE);
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"sign-request-command", "sign-request-event", "user-token"})
  void enumerationsHaveUnknownAsDefault(String name) {
    everyField(
        name,
        field -> {
          if (field.schema().getType() == Schema.Type.ENUM) {
            assertThat(field.schema().getEnumDefault()).as(field.name()).isEqualTo("UNKNOWN");
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"sign-request-command", "sign-request-event", "user-token"})
  void theSchemaOnTheClassPathIsTheOneInUse(String name) {
    Schema used =
        Map.of(
                "sign-request-command", SignRequestCommand.getClassSchema(),
                "sign-request-event", SignRequestEvent.getClassSchema(),
                "user-token", UserToken.getClassSchema())
            .get(name);
    assertThat(SchemaNormalization.parsingFingerprint64(read(name)))
        .isEqualTo(SchemaNormalization.parsingFingerprint64(used));
  }

  private static void everyField(String name, Consumer<Schema.Field> check) {
    Map<String, Schema> records = new HashMap<>();
    collect(read(name), records);
    assertThat(records).isNotEmpty();
    records.values().forEach(schema -> schema.getFields().forEach(check));
  }

  private static void collect(Schema schema, Map<String, Schema> records) {
    switch (schema.getType()) {
      case RECORD -> {
        if (records.put(schema.getFullName(), schema) == null) {
          schema.getFields().forEach(field -> collect(field.schema(), records));
        }
      }
      case UNION -> schema.getTypes().forEach(type -> collect(type, records));
      case ARRAY -> collect(schema.getElementType(), records);
      default -> {}
    }
  }

  private static Schema read(String name) {
    String path = "/schemas/" + name + ".avsc";
    try (InputStream in =
        Objects.requireNonNull(SchemasTest.class.getResourceAsStream(path), path)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
