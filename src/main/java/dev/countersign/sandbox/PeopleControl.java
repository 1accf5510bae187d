package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.util.Objects;

/** {@code /sandbox/people/…}: what people do, over HTTP (CONTRACT §10). */
final class PeopleControl {
  private final World world;

  PeopleControl(World world) {
    this.world = world;
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
      case "sign" ->
          sign(
              person,
              new ControlBody(
                  body, "payload", "late", "lose_dispatch", "dispatched_result", "network"));
      case "reject" -> reject(person, new ControlBody(body, "payload", "late"));
      case "revoke" -> Future.succeededFuture(revoke(person, new ControlBody(body, "application")));
      default ->
          throw SandboxRefusal.missing(
              "People can open, sign, reject, revoke and go airplane, but not '" + action + "'.");
    };
  }

  private Future<ObjectNode> open(Person person, ControlBody body) {
    Payload payload = world.payloadFor(person, body.text("payload"));
    world.wallet.open(person, payload);
    return Future.succeededFuture(ControlJson.payload(world, payload));
  }

  private Future<ObjectNode> sign(Person person, ControlBody body) {
    Payload payload = world.payloadFor(person, body.text("payload"));
    Signing signing =
        new Signing(
            body.isTrue("late"),
            body.isTrue("lose_dispatch"),
            Objects.requireNonNullElse(
                body.text("dispatched_result"), Signing.USUAL.dispatchedResult()),
            body.text("network"));
    return world.wallet.sign(person, payload, signing).map(p -> ControlJson.payload(world, p));
  }

  private Future<ObjectNode> reject(Person person, ControlBody body) {
    Payload payload = world.payloadFor(person, body.text("payload"));
    return world
        .wallet
        .reject(person, payload, body.isTrue("late"))
        .map(p -> ControlJson.payload(world, p));
  }

  private ObjectNode revoke(Person person, ControlBody body) {
    Application application = world.application(body.text("application"));
    world.revoke(person, application);
    return ControlJson.person(world, person);
  }
}
