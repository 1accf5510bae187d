package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The control calls about applications, faults, limits and the clock. */
final class WorldControl {
  private static final double FASTEST = 1_000_000;

  private final World world;

  WorldControl(World world) {
    this.world = world;
  }

  ObjectNode applications() {
    ObjectNode json = Json.object();
    ArrayNode list = json.putArray("applications");
    world.applications.all().forEach(a -> list.add(ControlJson.application(a)));
    return json;
  }

  /** With the key of a known application it changes that one; else it makes one. */
  ObjectNode application(JsonNode json) {
    ControlBody body =
        new ControlBody(json, "key", "name", "disabled", "xapp", "push_to_anyone", "redirect_uris");
    List<String> redirects = body.texts("redirect_uris");
    RedirectUris redirectUris = redirects == null ? null : new RedirectUris(redirects);
    Boolean xapp = body.flag("xapp");
    Boolean anyone = body.flag("push_to_anyone");
    Boolean disabled = body.flag("disabled");
    String key = body.text("key");
    Application application =
        key != null
            ? world.application(key)
            : world.addApplication(
                Objects.requireNonNullElse(body.text("name"), "Sandbox application"));
    if (disabled != null) {
      application.disabled = disabled;
    }
    if (xapp != null) {
      application.xapp = xapp;
    }
    if (anyone != null) {
      application.pushesToAnyone = anyone;
    }
    if (redirectUris != null) {
      application.redirectUris = redirectUris;
    }
    ObjectNode answer = ControlJson.application(application);
    return key == null ? answer.put("secret", application.credentials.secret()) : answer;
  }

  /** Newest first: what somebody could scan now. */
  ObjectNode openPayloads() {
    List<Payload> open =
        world.payloads.all().stream()
            .filter(p -> p.isOpen(world.now()))
            .sorted(Comparator.comparing((Payload p) -> p.bornAt).reversed())
            .toList();
    ObjectNode json = Json.object();
    json.set("payloads", ControlJson.payloads(world, open));
    return json;
  }

  ObjectNode addFaults(JsonNode body) {
    for (@Nullable Fault fault : FaultJson.parse(body)) {
      if (fault == null) {
        world.sockets.dropAll();
      } else {
        world.faults.add(fault);
      }
    }
    return ControlJson.faults(world.faults);
  }

  ObjectNode clearFaults() {
    world.faults.clear();
    return ControlJson.faults(world.faults);
  }

  ObjectNode limit(JsonNode json) {
    if (json.isNull()) {
      world.limits = Limits.OFF;
    } else {
      ControlBody body = new ControlBody(json, "creates", "calls");
      world.limits = new Limits(body.count("creates"), body.count("calls"));
    }
    return ControlJson.limits(world.limits);
  }

  ObjectNode clock(JsonNode json) {
    ControlBody body = new ControlBody(json, "advance", "set", "speed");
    String advance = body.text("advance");
    String set = body.text("set");
    Double speed = body.number("speed");
    try {
      if (set != null) {
        world.timeline.moveTo(Instant.parse(set));
      }
      if (advance != null) {
        world.timeline.advance(Duration.parse(advance));
      }
    } catch (DateTimeException e) {
      throw SandboxRefusal.bad(
          "advance is an ISO duration like PT10M, set an instant like 2030-01-01T00:00:00Z: "
              + e.getMessage());
    }
    if (speed != null) {
      if (speed <= 0 || speed > FASTEST) {
        throw SandboxRefusal.bad("speed: " + speed + " is not above 0 and up to " + FASTEST + ".");
      }
      world.timeline.runAt(speed);
    }
    return ControlJson.clock(world);
  }

  /** Ids of the keys that are published; the last one signs. */
  ObjectNode keys(JsonNode json) {
    if (new ControlBody(json, "rotate").isTrue("rotate")) {
      world.signingKeys.rotate();
    }
    ObjectNode answer = Json.object();
    ArrayNode ids = answer.putArray("keys");
    world.signingKeys.published().getKeys().forEach(key -> ids.add(key.getKeyID()));
    return answer;
  }

  ObjectNode reset() {
    world.reset();
    return Json.object().put("reset", true);
  }
}
