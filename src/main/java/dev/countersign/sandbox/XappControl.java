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
    String event = body.text("payload");
    if (event != null) {
      Payload payload = event(person, event);
      world.wallet.open(person, payload);
      visit = visit.from(payload);
    }
    return json(world.openXapp(person, world.application(body.text("application")), visit));
  }

  private Payload event(Person person, String uuid) {
    Payload payload = world.payload(uuid);
    if (!payload.xappEvent || !payload.concerns(person)) {
      throw SandboxRefusal.conflict(
          "Payload " + payload.uuid + " is no xApp event of " + person.name + "'s.");
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
