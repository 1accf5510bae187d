package dev.countersign.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.wire.Bounded;
import dev.countersign.wire.SchemaIds;
import dev.countersign.wire.SchemaUnavailableException;
import dev.countersign.wire.UndecodableException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a schema registry. Waits for its answers, so it is not for event loops; may be
 * shared between threads. Everything throws {@link SchemaUnavailableException} while there is no
 * answer, or none that is of use.
 */
public final class SchemaRegistry implements SchemaIds {
  /** Schemas, and ids that are none. */
  private static final int MOST = 1_000;

  private static final Duration REMEMBERED = Duration.ofSeconds(10);

  /** Characters; it travels with each command through the inbox. */
  private static final int LARGEST = 64 * 1024;

  private static final int FORBIDDEN = 403;
  private static final int CONFLICT = 409;
  private static final String DEMANDED = "FULL_TRANSITIVE";

  private final RegistryHttp http;
  private final Map<Integer, Schema> byId = Bounded.map(MOST);
  private final Map<Integer, Unusable> unusable = Bounded.map(MOST);

  /** The last id whose schema was shown to us. */
  private volatile @Nullable Integer readable;

  /**
   * @param at of {@link System#nanoTime}
   */
  private record Unusable(UndecodableException why, long at) {}

  public SchemaRegistry(RegistryHttp http) {
    this.http = http;
  }

  /** What became of a registration. */
  public sealed interface Registration {
    record Registered(int id) implements Registration {}

    record Refused(String why) implements Registration {}
  }

  /** Found out and kept, also that there is nothing to be found: others decide which ids come. */
  @Override
  public Schema find(int id) throws UndecodableException {
    Schema known = byId.get(id);
    if (known != null) {
      return known;
    }
    Unusable refused = unusable.get(id);
    if (refused != null && System.nanoTime() - refused.at() < REMEMBERED.toNanos()) {
      throw refused.why();
    }
    try {
      Schema found = read(id);
      Schema other = byId.putIfAbsent(id, found);
      return other == null ? found : other;
    } catch (UndecodableException e) {
      unusable.put(id, new Unusable(e, System.nanoTime()));
      throw e;
    }
  }

  private Schema read(int id) throws UndecodableException {
    if (id < 0) {
      throw unknown(id, "which cannot be one");
    }
    RegistryHttp.Reply reply = http.get("/schemas/ids/" + id);
    if (reply.isOk()) {
      readable = id;
      return parse(id, reply.body());
    }
    if (reply.isMissing()) {
      throw unknown(id, "which " + http.url() + " does not know");
    }
    if (reply.status() == FORBIDDEN && mayRead()) {
      throw unknown(id, "which " + http.url() + " does not show to us");
    }
    throw http.unexpected(reply);
  }

  /** Whether it is about one schema, and not about our credentials, that something is refused. */
  private boolean mayRead() {
    Integer other = readable;
    return other != null && http.get("/schemas/ids/" + other).isOk();
  }

  private Schema parse(int id, JsonObject answer) throws UndecodableException {
    Schema schema;
    String problem;
    try {
      String type = answer.getString("schemaType", "AVRO");
      if (!"AVRO".equals(type)) {
        throw unknown(id, "which is of type " + type + " and not Avro");
      }
      schema = new References(http).parse(answer);
      problem = SchemaBounds.problem(schema);
      if (problem == null && schema.toString().length() > LARGEST) {
        problem = "which has more than " + LARGEST + " characters";
      }
    } catch (SchemaUnavailableException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      throw unknown(id, "which is not a valid Avro schema");
    }
    if (problem != null) {
      throw unknown(id, problem);
    }
    return schema;
  }

  private static UndecodableException unknown(int id, String what) {
    return UndecodableException.unknownSchema(
        "Confluent framing (first byte 00) with schema id " + id + ", " + what);
  }

  /** The id of a schema in its subject; empty: it is not registered there. */
  public OptionalInt idOf(String subject, Schema schema) {
    RegistryHttp.Reply reply = http.post("/subjects/" + path(subject), body(schema));
    if (reply.isOk()) {
      readable = id(reply);
      return OptionalInt.of(id(reply));
    }
    if (reply.isMissing()) {
      return OptionalInt.empty();
    }
    throw http.unexpected(reply);
  }

  /** Registers a schema, unless it is registered already. */
  public Registration register(String subject, Schema schema) {
    RegistryHttp.Reply reply = http.post("/subjects/" + path(subject) + "/versions", body(schema));
    if (reply.status() == CONFLICT) {
      return new Registration.Refused(reply.message());
    }
    if (!reply.isOk()) {
      throw http.unexpected(reply);
    }
    return new Registration.Registered(id(reply));
  }

  /** Demands that what comes after can read what is there, and be read by it; false: refused. */
  public boolean demandCompatibility(String subject) {
    RegistryHttp.Reply reply =
        http.put("/config/" + path(subject), new JsonObject().put("compatibility", DEMANDED));
    if (!reply.isOk() && reply.status() != FORBIDDEN) {
      throw http.unexpected(reply);
    }
    return reply.isOk();
  }

  /** Whether that is demanded in the subject itself. */
  public boolean isCompatibilityDemanded(String subject) {
    RegistryHttp.Reply reply = http.get("/config/" + path(subject));
    return reply.isOk() && DEMANDED.equals(reply.body().getString("compatibilityLevel"));
  }

  /** What keeps a schema from being registered in its subject; empty: nothing. */
  public List<String> incompatibilities(String subject, Schema schema) {
    RegistryHttp.Reply reply =
        http.post(
            "/compatibility/subjects/" + path(subject) + "/versions?verbose=true", body(schema));
    if (reply.isMissing()) {
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

  static String path(String subject) {
    return URLEncoder.encode(subject, UTF_8).replace("+", "%20");
  }
}
