package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The world that a sandbox begins with, from JSON. Every part is what the control call of that name
 * takes; {@code applications}, {@code people} and {@code faults} are arrays.
 *
 * <pre>
 * {
 *   "seed": 42,
 *   "clock": {"set": "2030-01-01T00:00:00Z", "speed": 60},
 *   "limits": {"creates": 30, "calls": 100},
 *   "settings": {"unknown_uuid": "silent", "relaxed_keys": true},
 *   "applications": [{"name": "shop", "key": "…", "secret": "…", "webhook_url": "http://…"}],
 *   "people": ["ada", "bob"],
 *   "faults": [{"path": "create", "times": 2, "status": 503}]
 * }
 * </pre>
 */
public final class Scenario {
  private final ObjectNode json;

  private Scenario(ObjectNode json) {
    this.json = json;
  }

  /**
   * Its parts are checked when a sandbox starts with it.
   *
   * @throws ScenarioException when it is no JSON object
   */
  public static Scenario parse(String text) {
    try {
      if (Json.parse(text.getBytes(UTF_8)) instanceof ObjectNode object) {
        return new Scenario(object);
      }
      throw new ScenarioException(List.of("A scenario is a JSON object."));
    } catch (JsonProcessingException e) {
      String where = "line " + e.getLocation().getLineNr();
      throw new ScenarioException(List.of(where + ": no JSON: " + e.getOriginalMessage()));
    } catch (IOException e) {
      throw new ScenarioException(List.of("No JSON: " + e.getMessage()));
    }
  }

  /** For those who know better what the limits are to be. */
  public Scenario withoutLimits() {
    ObjectNode rest = json.deepCopy();
    rest.remove("limits");
    return new Scenario(rest);
  }

  /** Settings come first, for what a key may look like is among them. */
  void enter(World world) {
    WorldControl control = new WorldControl(world);
    List<String> problems = new ArrayList<>();
    attempt(problems, "", json, Scenario::refuseUnknown);
    one(problems, "seed", seed -> control.seed(Json.object().set("seed", seed)));
    one(problems, "settings", control::settings);
    one(problems, "clock", control::clock);
    each(problems, "applications", control::application);
    one(problems, "limits", control::limit);
    each(problems, "people", Scenario.person(world));
    each(problems, "faults", fault -> control.addFaults(lasting(fault)));
    if (!problems.isEmpty()) {
      throw new ScenarioException(problems);
    }
  }

  private static void refuseUnknown(JsonNode json) {
    new ControlBody(
        json, "seed", "settings", "clock", "limits", "applications", "people", "faults");
  }

  private static JsonNode lasting(JsonNode fault) {
    if (fault.has(FaultJson.DROP_SOCKETS)) {
      throw SandboxRefusal.bad(FaultJson.DROP_SOCKETS + ": there is no socket yet to be dropped.");
    }
    return fault;
  }

  private static Consumer<JsonNode> person(World world) {
    return name -> {
      if (!name.isTextual()) {
        throw SandboxRefusal.bad("a person is a name in quotes, not " + name.getNodeType() + ".");
      }
      world.person(name.textValue());
    };
  }

  private void one(List<String> problems, String field, Consumer<JsonNode> use) {
    if (json.has(field)) {
      attempt(problems, field + ": ", json.path(field), use);
    }
  }

  private void each(List<String> problems, String field, Consumer<JsonNode> use) {
    JsonNode list = json.path(field);
    if (!list.isMissingNode() && !list.isArray()) {
      problems.add(field + ": is no array.");
      return;
    }
    for (int i = 0; i < list.size(); i++) {
      attempt(problems, field + "[" + i + "]: ", list.path(i), use);
    }
  }

  private static void attempt(
      List<String> problems, String where, JsonNode part, Consumer<JsonNode> use) {
    try {
      use.accept(part);
    } catch (SandboxRefusal refusal) {
      problems.add(where + refusal.getMessage());
    }
  }
}
