package dev.countersign.sandbox;

import static dev.countersign.sandbox.Operation.fixed;
import static dev.countersign.sandbox.Operation.json;
import static dev.countersign.sandbox.Operation.later;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The table of all control calls. {@code openapi.json} beside this class says what each of them
 * takes and answers, and {@code GET /sandbox/} shows that to people.
 */
final class Operations {
  private Operations() {}

  static List<Operation> of(World world) {
    PeopleControl people = new PeopleControl(world);
    WorldControl control = new WorldControl(world);
    LedgerControl ledgers = new LedgerControl(world);
    return List.of(
        fixed("GET", "", Answer.html(200, Document.PAGE)),
        fixed("GET", "openapi.json", document()),
        json("GET", "people", asked -> people.all()),
        json("GET", "people/{name}", asked -> people.one(asked.first())),
        later("POST", "people/{name}/open", act(people, "open")),
        later("POST", "people/{name}/sign", act(people, "sign")),
        later("POST", "people/{name}/reject", act(people, "reject")),
        later("POST", "people/{name}/revoke", act(people, "revoke")),
        later("POST", "people/{name}/kyc", act(people, "kyc")),
        later("POST", "people/{name}/xapp", act(people, "xapp")),
        later("POST", "people/{name}/airplane", act(people, "airplane")),
        json("GET", "applications", asked -> control.applications()),
        json("POST", "applications", asked -> control.application(asked.body())),
        json("GET", "payloads", asked -> control.openPayloads()),
        json("GET", "payloads/{uuid}", asked -> payload(world, asked.first())),
        json("GET", "calls", asked -> ControlJson.calls(world.calls.all())),
        json("GET", "webhooks", asked -> ControlJson.webhooks(world.webhooks.attempts())),
        json("GET", "sockets", asked -> Json.object().put("open", world.sockets.count())),
        json("GET", "faults", asked -> ControlJson.faults(world.faults)),
        json("POST", "faults", asked -> control.addFaults(asked.body())),
        json("DELETE", "faults", asked -> control.clearFaults()),
        json("GET", "limits", asked -> ControlJson.limits(world)),
        json("POST", "limits", asked -> control.limit(asked.body())),
        json("GET", "settings", asked -> SettingsJson.of(world.settings)),
        json("POST", "settings", asked -> control.settings(asked.body())),
        json("GET", "clock", asked -> ControlJson.clock(world)),
        json("POST", "clock", asked -> control.clock(asked.body())),
        json("POST", "seed", asked -> control.seed(asked.body())),
        json("POST", "keys", asked -> control.keys(asked.body())),
        json("GET", "ledgers", asked -> ledgers.all()),
        json("POST", "ledgers/{network}", asked -> ledgers.change(asked.first(), asked.body())),
        json("POST", "reset", asked -> control.reset()));
  }

  private static Function<Operation.Asked, Future<? extends JsonNode>> act(
      PeopleControl people, String action) {
    return asked -> people.act(asked.first(), action, asked.body());
  }

  private static JsonNode payload(World world, String uuid) {
    return ControlJson.payload(world, world.payload(uuid));
  }

  private static Answer document() {
    return new Answer(200, Document.TYPE, Buffer.buffer(Document.JSON), Map.of(), null);
  }

  /** Read and written once, however many sandboxes there are. */
  private static final class Document {
    static final String TYPE = "application/json; charset=utf-8";
    static final String JSON = Resources.text("openapi.json");
    static final String PAGE = ApiPage.of(Json.parse(JSON));
  }
}
