package dev.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.SignRequestCommand;
import dev.countersign.SignRequestEvent;
import dev.countersign.UserToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("CONTRACT §6.10: records of the releases before and after are read")
class EvolutionTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @MethodSource("dev.countersign.wire.SchemaFiles#names")
  void aFieldThatTheReleaseBeforeDidNotHaveHasItsDefault(String name) throws Exception {
    Schema present = SchemaFiles.present(name);
    List<String> withDefaults = new ArrayList<>();
    each(tree(present), "record", record -> withDefaults.addAll(optional(record)));
    assertThat(withDefaults).isNotEmpty();

    for (String field : withDefaults) {
      Schema before = changed(present, "record", record -> remove(record, field));
      GenericRecord written = Filled.record(before);
      Map<String, Object> expected = Leaves.of(withDefaults(written, present));

      assertThat(Leaves.of(read(name, written))).as(field).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.countersign.wire.SchemaFiles#names")
  void aFieldThatTheReleaseAfterAddsIsPassedOver(String name) throws Exception {
    Schema present = SchemaFiles.present(name);
    Schema after = changed(present, "record", EvolutionTest::addField);

    SpecificRecordBase read = read(name, Filled.record(after));

    assertThat(Leaves.of(read).keySet()).isEqualTo(Leaves.of(Filled.record(present)).keySet());
    assertThat(Leaves.of(read).values()).doesNotContain("null", false);
  }

  @ParameterizedTest
  @MethodSource("dev.countersign.wire.SchemaFiles#names")
  void aValueThatTheReleaseAfterAddsIsUnknown(String name) throws Exception {
    Schema present = SchemaFiles.present(name);
    Schema after =
        changed(present, "enum", type -> ((ArrayNode) type.path("symbols")).add("FROM_LATER"));
    GenericRecord written = Filled.record(after);
    Map<String, Object> expected = Leaves.of(written);
    assertThat(expected).containsValue("FROM_LATER");
    expected.replaceAll((_, value) -> value.equals("FROM_LATER") ? "UNKNOWN" : value);

    assertThat(Leaves.of(read(name, written))).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("dev.countersign.wire.SchemaFiles#names")
  void theReleaseAfterReadsOursWithItsOwnDefaults(String name) throws Exception {
    Schema present = SchemaFiles.present(name);
    Schema after = changed(present, "record", EvolutionTest::addField);
    GenericRecord written = Filled.record(present);

    Map<String, Object> read = Leaves.of(withDefaults(written, after));

    assertThat(read).containsAllEntriesOf(Leaves.of(written)).containsEntry("mood", "null");
  }

  /** By the reader that we read with, which is told by the registry what it was written with. */
  private static SpecificRecordBase read(String name, GenericRecord written)
      throws UndecodableException {
    return switch (name) {
      case "sign-request-command" -> read(SignRequestCommand.class, written);
      case "sign-request-event" -> read(SignRequestEvent.class, written);
      default -> read(UserToken.class, written);
    };
  }

  private static <T extends SpecificRecordBase> T read(Class<T> type, GenericRecord written)
      throws UndecodableException {
    return new AvroReader<>(type, SpecificData.get().getSchema(type))
        .readFramed(PublicEncoding.framed(written), written.getSchema());
  }

  /** By Avro's own rules. */
  private static GenericRecord withDefaults(GenericRecord written, Schema reader) {
    byte[] value = PublicEncoding.framed(written);
    return PublicEncoding.generic(written.getSchema(), reader, value, 5);
  }

  private static Schema changed(Schema schema, String type, Consumer<ObjectNode> change) {
    JsonNode tree = tree(schema);
    each(tree, type, change);
    return new Schema.Parser().parse(tree.toString());
  }

  private static JsonNode tree(Schema schema) {
    try {
      return JSON.readTree(schema.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void each(JsonNode node, String type, Consumer<ObjectNode> change) {
    node.forEach(inside -> each(inside, type, change));
    if (node instanceof ObjectNode object && object.path("type").asText().equals(type)) {
      change.accept(object);
    }
  }

  private static List<String> optional(ObjectNode record) {
    return record
        .path("fields")
        .valueStream()
        .filter(field -> field.has("default"))
        .map(field -> record.path("name").asText() + '.' + field.path("name").asText())
        .toList();
  }

  private static void remove(ObjectNode record, String field) {
    ArrayNode fields = (ArrayNode) record.path("fields");
    for (int i = fields.size() - 1; i >= 0; i--) {
      String name = record.path("name").asText() + '.' + fields.path(i).path("name").asText();
      if (name.equals(field)) {
        fields.remove(i);
      }
    }
  }

  private static void addField(ObjectNode record) {
    ((ArrayNode) record.path("fields"))
        .insertObject(0)
        .put("name", "mood")
        .putNull("default")
        .putArray("type")
        .add("null")
        .add("string");
  }
}
