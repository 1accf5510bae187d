package dev.countersign.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** What {@code schemas/asyncapi.yaml} says of records, by a validator that is not ours. */
public final class AsyncApi {
  public static final Path FILE = Path.of("schemas", "asyncapi.yaml");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);

  private final JsonNode document;
  private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

  private AsyncApi(JsonNode document) {
    this.document = document;
  }

  public static AsyncApi read() {
    try {
      return new AsyncApi(new YAMLMapper().readTree(FILE.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JsonNode document() {
    return document;
  }

  /** The JSON Schema of a message's payload, out of its file. */
  public JsonNode payloadSchema(String message) {
    Path file = FILE.resolveSibling(message(message).at("/payload/schema/$ref").asText());
    try {
      return tree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with a record of this message in JSON; a dead letter's value may be anything. */
  public List<String> mistakes(
      String message, byte @Nullable [] key, Headers headers, byte @Nullable [] value) {
    List<String> mistakes = new ArrayList<>();
    JsonNode text = key == null ? JSON.nullNode() : new TextNode(new String(key, UTF_8));
    mistakes.addAll(check(message + " key", text));
    mistakes.addAll(headerMistakes(message, headers));
    if (value != null && message(message).has("payload")) {
      mistakes.addAll(payloadMistakes(message, value));
    }
    return mistakes;
  }

  public List<String> headerMistakes(String message, Headers headers) {
    ObjectNode texts = JSON.createObjectNode();
    for (Header header : headers) {
      texts.put(header.key(), header.value() == null ? null : new String(header.value(), UTF_8));
    }
    return check(message + " headers", texts);
  }

  public List<String> payloadMistakes(String message, byte[] value) {
    return check(message + " payload", tree(value));
  }

  private static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(new String(json, UTF_8), e);
    }
  }

  private List<String> check(String part, JsonNode value) {
    return compiled
        .computeIfAbsent(part, _ -> SCHEMAS.getSchema(schema(part)))
        .validate(
            value, context -> context.executionConfig(how -> how.formatAssertionsEnabled(true)))
        .stream()
        .map(mistake -> part + mistake)
        .toList();
  }

  private JsonNode schema(String part) {
    String message = part.substring(0, part.indexOf(' '));
    return switch (part.substring(message.length() + 1)) {
      case "key" -> resolved(message(message).path("bindings")).at("/kafka/key");
      case "headers" -> {
        ObjectNode whole = JSON.createObjectNode();
        whole.putArray("allOf").add(message(message).path("headers"));
        whole.set("definitions", document.at("/components/schemas"));
        yield tree(
            whole.toString().replace("#/components/schemas/", "#/definitions/").getBytes(UTF_8));
      }
      case "payload" -> payloadSchema(message);
      default -> throw new IllegalArgumentException(part);
    };
  }

  private JsonNode message(String name) {
    JsonNode message = document.at("/components/messages/" + name);
    if (message.isMissingNode()) {
      throw new IllegalArgumentException(FILE + " has no message " + name);
    }
    return message;
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
  }
}
