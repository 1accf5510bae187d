package dev.countersign.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.wire.SchemaIds;
import dev.countersign.wire.SchemaUnavailableException;
import dev.countersign.wire.UndecodableException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * What is asked of a schema registry. Waits for its answers, so it is not for event loops; may be
 * shared between threads. Everything throws {@link SchemaUnavailableException} while there is no
 * answer, or none that is of use.
 */
public final class SchemaRegistry implements SchemaIds {
  private static final int DEEPEST = 10;

  /** Characters; it travels with each command through the inbox. */
  private static final int LARGEST = 64 * 1024;

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final RegistryHttp http;
  private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();

  public SchemaRegistry(RegistryHttp http) {
    this.http = http;
  }

  /** What became of a registration. */
  public sealed interface Registration {
    record Registered(int id) implements Registration {}

    record Refused(String why) implements Registration {}
  }

  @Override
  public Schema find(int id) throws UndecodableException {
    Schema known = byId.get(id);
    if (known != null) {
      return known;
    }
    if (id < 0) {
      throw unknown(id, "which cannot be one");
    }
    RegistryHttp.Reply reply = http.get("/schemas/ids/" + id);
    if (!reply.isOk()) {
      throw unknown(id, "which " + http.url() + " does not know");
    }
    Schema found = parse(id, reply.body());
    Schema other = byId.putIfAbsent(id, found);
    return other == null ? found : other;
  }

  private Schema parse(int id, JsonObject answer) throws UndecodableException {
    Schema schema;
    try {
      String type = answer.getString("schemaType", "AVRO");
      if (!"AVRO".equals(type)) {
        throw unknown(id, "which is of type " + type + " and not Avro");
      }
      schema = parse(new Schema.Parser(), answer, DEEPEST);
    } catch (AvroRuntimeException | ClassCastException | StackOverflowError e) {
      throw unknown(id, "which is not a valid Avro schema");
    }
    if (schema.toString().length() > LARGEST) {
      throw unknown(id, "which has more than " + LARGEST + " characters");
    }
    return schema;
  }

  /** Those that a schema refers to come first. */
  private Schema parse(Schema.Parser parser, JsonObject answer, int deepest) {
    for (Object each : answer.getJsonArray("references", new JsonArray())) {
      if (deepest > 0 && each instanceof JsonObject reference) {
        RegistryHttp.Reply referred =
            http.get(
                "/subjects/%s/versions/%s"
                    .formatted(
                        path(reference.getString("subject")), reference.getValue("version")));
        if (referred.isOk()) {
          parse(parser, referred.body(), deepest - 1);
        }
      }
    }
    return parser.parse(answer.getString("schema", ""));
  }

  private static UndecodableException unknown(int id, String what) {
    return UndecodableException.unknownSchema(
        "Confluent framing (first byte 00) with schema id " + id + ", " + what);
  }

  /** The id of a schema in its subject; empty: it is not registered there. */
  public OptionalInt idOf(String subject, Schema schema) {
    RegistryHttp.Reply reply = http.post("/subjects/" + path(subject), body(schema));
    if (reply.isOk()) {
      return OptionalInt.of(id(reply));
    }
    if (reply.status() == NOT_FOUND) {
      return OptionalInt.empty();
    }
    throw http.unexpected(reply);
  }

  /**
   * Registers a schema, unless it is registered already, and sees to it that everything that comes
   * after it can read it and be read with it.
   */
  public Registration register(String subject, Schema schema) {
    RegistryHttp.Reply reply = http.post("/subjects/" + path(subject) + "/versions", body(schema));
    if (reply.status() == CONFLICT) {
      return new Registration.Refused(reply.message());
    }
    if (!reply.isOk()) {
      throw http.unexpected(reply);
    }
    RegistryHttp.Reply configured =
        http.put(
            "/config/" + path(subject), new JsonObject().put("compatibility", "FULL_TRANSITIVE"));
    if (!configured.isOk()) {
      throw http.unexpected(configured);
    }
    return new Registration.Registered(id(reply));
  }

  /** What keeps a schema from being registered in its subject; empty: nothing. */
  public List<String> incompatibilities(String subject, Schema schema) {
    RegistryHttp.Reply reply =
        http.post(
            "/compatibility/subjects/" + path(subject) + "/versions?verbose=true", body(schema));
    if (reply.status() == NOT_FOUND) {
      return List.of();
    }
    if (!reply.isOk()) {
      throw http.unexpected(reply);
    }
    if (reply.body().getBoolean("is_compatible", false)) {
      return List.of();
    }
    List<String> messages =
        reply.body().getJsonArray("messages", new JsonArray()).stream()
            .map(String::valueOf)
            .toList();
    return messages.isEmpty() ? List.of("the registry does not say why") : messages;
  }

  private int id(RegistryHttp.Reply reply) {
    Integer id = reply.body().getInteger("id");
    if (id == null) {
      throw http.unexpected(reply);
    }
    return id;
  }

  private static JsonObject body(Schema schema) {
    return new JsonObject().put("schema", schema.toString());
  }

  private static String path(String subject) {
    return URLEncoder.encode(subject, UTF_8).replace("+", "%20");
  }
}
