package dev.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.testing.AsyncApi;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("CONTRACT §3–§5: a JSON Schema and its .avsc have the same fields")
class JsonSchemaFieldsTest {
  private static final AsyncApi API = AsyncApi.read();

  @ParameterizedTest
  @CsvSource({
    "COMMAND, commandJson, sign-request-command",
    "EVENT, eventJson, sign-request-event",
    "TOKEN, userTokenJson, user-token"
  })
  void theyDifferInNoNameTypeOrNullability(
      SchemaComparison.Form form, String message, String avsc) {
    Schema avro = SchemaFiles.present(avsc);

    assertThat(SchemaComparison.differences(form, avro, API.payloadSchema(message))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/properties, sequence",
    "/properties/created/properties/links/properties, qr_png",
    "/properties/failure/properties/code, enum",
    "/properties/resolution/properties/resolved_at, format"
  })
  void whatIsMissingInTheJsonSchemaIsFound(String parent, String name) {
    JsonNode schema = API.payloadSchema("eventJson");
    ((ObjectNode) schema.at(parent)).remove(name);

    assertThat(eventDifferences(schema)).isNotEmpty();
  }

  @Test
  void whatIsMissingInTheAvscIsFound() {
    JsonNode schema = API.payloadSchema("eventJson");
    ((ObjectNode) schema.path("properties")).putObject("mood").put("type", "string");

    assertThat(eventDifferences(schema)).containsExactly("mood: is in the JSON Schema only");
  }

  @Test
  void anotherTypeOrNullabilityIsFound() {
    JsonNode schema = API.payloadSchema("eventJson");
    ((ObjectNode) schema.at("/properties/sequence")).put("type", "string");
    ((ObjectNode) schema.at("/properties/user")).put("type", "string");

    assertThat(eventDifferences(schema))
        .containsExactly(
            "user: type must be [null, string], is [string]",
            "sequence: type must be [integer], is [string]");
  }

  private static List<String> eventDifferences(JsonNode schema) {
    return SchemaComparison.differences(
        SchemaComparison.Form.EVENT, SchemaFiles.present("sign-request-event"), schema);
  }
}
