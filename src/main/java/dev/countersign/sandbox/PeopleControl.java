package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.util.Arrays;

/** {@code /sandbox/people/…}: what people do, over HTTP (CONTRACT §10). */
final class PeopleControl {
  private final World world;
  private final XappControl xapps;

  PeopleControl(World world) {
    this.world = world;
    this.xapps = new XappControl(world);
  }

  ObjectNode all() {
    ObjectNode json = Json.object();
    ArrayNode people = json.putArray("people");
    world.people().forEach(p -> people.add(p.name));
    return json;
  }

  ObjectNode one(String name) {
    return ControlJson.person(world, world.person(name));
  }

  Future<ObjectNode> act(String name, String action, JsonNode body) {
    Person person = world.person(name);
    return world.phones.act(person, action, body, (what, how) -> act(person, what, how));
  }

  private Future<ObjectNode> act(Person person, String action, JsonNode body) {
    return switch (action) {
      case "open" -> open(person, new ControlBody(body, "payload"));
      case "sign" -> sign(person, checked(action, body));
      case "reject" -> reject(person, checked(action, body));
      case "kyc" -> Future.succeededFuture(kyc(person, new ControlBody(body, "status")));
      case "revoke" -> Future.succeededFuture(revoke(person, new ControlBody(body, "application")));
      case "xapp" -> Future.succeededFuture(xapps.open(person, body));
      default ->
          throw SandboxRefusal.missing(
              "People can open, sign, reject, revoke, open an xapp, have a kyc status and go airplane,"
                  + " but not '"
                  + action
                  + "'.");
    };
  }

  /** An answer whose fields can all be understood, also if it is given later. */
  static ControlBody checked(String action, JsonNode json) {
    if (action.equals("reject")) {
      ControlBody body = new ControlBody(json, "payload", "late");
      body.flag("late");
      return body;
    }
    ControlBody body =
        new ControlBody(
            json,
            "payload",
            "late",
            "lose_report",
            "lose_dispatch",
            "dispatched_result",
            "network",
            "result",
            "delivered_amount",
            "submission",
            "instead");
    signing(body);
    return body;
  }

  private static Signing signing(ControlBody body) {
    String network = body.text("network");
    return new Signing(
        body.isTrue("late"),
        body.isTrue("lose_dispatch"),
        body.text("dispatched_result"),
        network == null ? null : Network.named(network).name(),
        body.isTrue("lose_report"),
        LedgerControl.fate(body));
  }

  private Future<ObjectNode> open(Person person, ControlBody body) {
    Payload payload = world.payloadFor(person, body.text("payload"));
    world.wallet.open(person, payload);
    return Future.succeededFuture(ControlJson.payload(world, payload));
  }

  private Future<ObjectNode> sign(Person person, ControlBody body) {
    Payload payload = world.payloadFor(person, body.text("payload"));
    Signing signing = signing(body);
    return world.wallet.sign(person, payload, signing).map(p -> ControlJson.payload(world, p));
  }

  private Future<ObjectNode> reject(Person person, ControlBody body) {
    Payload payload = world.payloadFor(person, body.text("payload"));
    return world
        .wallet
        .reject(person, payload, body.isTrue("late"))
        .map(p -> ControlJson.payload(world, p));
  }

  private ObjectNode kyc(Person person, ControlBody body) {
    String status = body.text("status");
    for (KycStatus each : KycStatus.values()) {
      if (each.name().equals(status)) {
        world.kyc.set(person, each);
        return ControlJson.person(world, person);
      }
    }
    throw SandboxRefusal.bad(
        "status: '" + status + "' is none of " + Arrays.toString(KycStatus.values()) + ".");
  }

  private ObjectNode revoke(Person person, ControlBody body) {
    Application application = world.application(body.text("application"));
    world.revoke(person, application);
    return ControlJson.person(world, person);
  }
}
