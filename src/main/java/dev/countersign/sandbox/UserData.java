package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@code userdata}: what an application keeps about each signed-in person (PROTOCOL §9). */
final class UserData {
  private record Shelf(Application application, Person person) {}

  private final Map<Shelf, Map<String, JsonNode>> shelves = new HashMap<>();

  Answer list(Application application, Person person) {
    return Answer.json(
        200, keys(Json.object().put("operation", "LIST"), on(application, person).keySet()));
  }

  /**
   * @param wanted keys with commas in between; what is not there is left out
   */
  Answer retrieve(Application application, Person person, String wanted) {
    Map<String, JsonNode> shelf = on(application, person);
    List<String> found = List.of(wanted.split(",")).stream().filter(shelf::containsKey).toList();
    ObjectNode json = Json.object().put("operation", "RETRIEVE");
    ObjectNode data = json.putObject("data");
    found.forEach(key -> data.set(key, shelf.get(key)));
    return Answer.json(200, keys(json, data.properties().stream().map(Map.Entry::getKey).toList()));
  }

  Answer persist(Application application, Person person, String key, @Nullable JsonNode value) {
    shelves
        .computeIfAbsent(new Shelf(application, person), shelf -> new TreeMap<>())
        .put(key, value == null ? Json.object() : value);
    return Answer.json(200, Json.object().put("operation", "PERSIST").put("persisted", true));
  }

  Answer remove(Application application, Person person, String key) {
    boolean known = on(application, person).containsKey(key);
    if (known) {
      shelves.getOrDefault(new Shelf(application, person), Map.of()).remove(key);
    }
    return Answer.json(200, Json.object().put("operation", "REMOVE").put("persisted", known));
  }

  void clear() {
    shelves.clear();
  }

  private Map<String, JsonNode> on(Application application, Person person) {
    return shelves.getOrDefault(new Shelf(application, person), Map.of());
  }

  private static ObjectNode keys(ObjectNode json, Iterable<String> names) {
    ArrayNode keys = json.putArray("keys");
    names.forEach(keys::add);
    return json.put("count", keys.size());
  }
}
