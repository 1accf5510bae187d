package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code POST /sandbox/people/NAME/xapp}: the tap that opens an application's xApp. */
final class XappControl {
  private static final String[] FIELDS = {
    "application",
    "payload",
    "network",
    "origin",
    "locale",
    "version",
    "accountaccess",
    "accounttype",
    "style",
    "currency"
  };

  private final World world;

  XappControl(World world) {
    this.world = world;
  }

  ObjectNode open(Person person, JsonNode json) {
    ControlBody body = new ControlBody(json, FIELDS);
    XappVisit visit = XappVisit.of(body);
    Application application = world.application(body.text("application"));
    String event = body.text("payload");
    if (event != null) {
      Payload payload = event(person, application, event);
      world.wallet.open(person, payload);
      visit = visit.from(payload);
    }
    return json(world.openXapp(person, application, visit));
  }

  private Payload event(Person person, Application application, String uuid) {
    Payload payload = world.payload(uuid);
    if (!payload.xappEvent || !payload.concerns(person) || payload.application != application) {
      throw SandboxRefusal.conflict(
          "Payload %s is no xApp event of %s's from %s."
              .formatted(payload.uuid, person.name, application.name()));
    }
    return payload;
  }

  /** {@code query} is what the wallet adds to the address of the xApp (PROTOCOL §9.1). */
  private static ObjectNode json(OneTimeToken token) {
    return Json.object()
        .put("ott", token.value)
        .put(
            "query", "xAppStyle=" + token.data.path("style").asText() + "&xAppToken=" + token.value)
        .put("device", OneTimeTokens.device(token.person));
  }
}
