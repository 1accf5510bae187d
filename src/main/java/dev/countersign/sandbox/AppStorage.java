package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code app-storage}: one JSON document per application, about 60 kB (PROTOCOL §9). */
final class AppStorage {
  private static final int LIMIT = 60 * 1024;

  private final Map<Application, JsonNode> documents = new HashMap<>();

  Answer get(Application application) {
    return answer(json(application), application);
  }

  Answer set(Application application, @Nullable JsonNode document) {
    if (document == null) {
      throw PlatformError.invalid(599);
    }
    if (Json.bytes(document).length > LIMIT) {
      throw PlatformError.invalid(413);
    }
    documents.put(application, document);
    return answer(json(application).put("stored", true), application);
  }

  Answer delete(Application application) {
    documents.remove(application);
    return answer(json(application).put("stored", true), application);
  }

  void clear() {
    documents.clear();
  }

  private static ObjectNode json(Application application) {
    ObjectNode json = Json.object();
    json.putObject("application").put("name", application.name()).put("uuidv4", application.key());
    return json;
  }

  private Answer answer(ObjectNode json, Application application) {
    return Answer.json(200, json.set("data", documents.get(application)));
  }
}
