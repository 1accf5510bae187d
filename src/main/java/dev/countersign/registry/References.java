package dev.countersign.registry;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;

/** Reads a schema with those that it refers to, each once and not any number of them. */
final class References {
  private static final int MOST = 50;

  private final RegistryHttp http;
  private final Schema.Parser parser = new Schema.Parser();
  private final Set<String> read = new HashSet<>();

  References(RegistryHttp http) {
    this.http = http;
  }

  /**
   * Those that it refers to come first.
   *
   * @throws IllegalArgumentException they cannot be used
   */
  Schema parse(JsonObject answer) {
    for (Object reference : answer.getJsonArray("references", new JsonArray())) {
      if (!(reference instanceof JsonObject named)
          || named.getString("subject") == null
          || named.getInteger("version") == null) {
        throw new IllegalArgumentException("a reference without a subject or a version");
      }
      String path =
          "/subjects/%s/versions/%d"
              .formatted(
                  SchemaRegistry.path(named.getString("subject")), named.getInteger("version"));
      if (read.add(path)) {
        parse(referred(path));
      }
    }
    return parser.parse(answer.getString("schema", ""));
  }

  private JsonObject referred(String path) {
    if (read.size() > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " references");
    }
    RegistryHttp.Reply reply = http.get(path);
    if (reply.isOk()) {
      return reply.body();
    }
    if (reply.isMissing()) {
      throw new IllegalArgumentException("refers to what is not there");
    }
    throw http.unexpected(reply);
  }
}
