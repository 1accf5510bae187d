package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Everybody's device, and airplane mode in front of what people do. */
final class Phones {
  private final World world;
  private final Map<Person, Phone> devices = new HashMap<>();

  Phones(World world) {
    this.world = world;
  }

  Phone of(Person person) {
    return devices.computeIfAbsent(person, p -> new Phone());
  }

  /** Does what was asked for, or what a device without a network makes of it. */
  Future<ObjectNode> act(
      Person person,
      String action,
      JsonNode body,
      BiFunction<String, JsonNode, Future<ObjectNode>> online) {
    Phone phone = of(person);
    if (action.equals("airplane")) {
      Boolean on = new ControlBody(body, "on").flag("on");
      if (on == null) {
        throw SandboxRefusal.bad("on: is missing; true switches airplane mode on, false off.");
      }
      return airplane(person, phone, on);
    }
    if (!phone.offline()) {
      return online.apply(action, body);
    }
    if (!action.equals("sign") && !action.equals("reject")) {
      throw Phone.offline(person, "cannot " + action);
    }
    Payload payload = world.payloadFor(person, PeopleControl.checked(action, body).text("payload"));
    JsonNode late = Phone.late(body, payload);
    phone.keep(person, payload, action, () -> online.apply(action, late));
    return Future.succeededFuture(ControlJson.payload(world, payload).put("kept", action));
  }

  private Future<ObjectNode> airplane(Person person, Phone phone, boolean on) {
    if (on) {
      phone.goOffline(PhoneJson.lists(world, person));
      return Future.succeededFuture(PhoneJson.of(world, person));
    }
    return phone.goOnline().map(done -> PhoneJson.of(world, person));
  }

  void clear() {
    devices.clear();
  }
}
