package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
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

  /** With a key alone it changes that application; else it makes one. */
  ObjectNode application(JsonNode json) {
    ControlBody body =
        new ControlBody(
            json,
            "key",
            "secret",
            "name",
            "webhook_url",
            "disabled",
            "xapp",
            "push_to_anyone",
            "redirect_uris");
    List<String> redirects = body.texts("redirect_uris");
    RedirectUris redirectUris = redirects == null ? null : new RedirectUris(redirects);
    Boolean xapp = body.flag("xapp");
    Boolean anyone = body.flag("push_to_anyone");
    Boolean disabled = body.flag("disabled");
    String url = body.text("webhook_url");
    @Nullable URI webhook = url == null || url.isEmpty() ? null : WebhookTargets.parse(url);
    Application application = application(body);
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
    if (url != null) {
      application.webhookUrl = webhook;
    }
    ObjectNode answer = ControlJson.application(application);
    return body.text("key") == null || body.text("secret") != null
        ? answer.put("secret", application.credentials.secret())
        : answer;
  }

  private Application application(ControlBody body) {
    String key = body.text("key");
    String secret = body.text("secret");
    String name = Objects.requireNonNullElse(body.text("name"), "Sandbox application");
    if (key == null && secret != null) {
      throw SandboxRefusal.bad("key: is missing; an own secret needs an own key.");
    }
    if (key == null) {
      return world.addApplication(name);
    }
    return secret == null ? world.application(key) : world.addApplication(key, secret, name);
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
    if (speed != null && (speed <= 0 || speed > FASTEST)) {
      throw SandboxRefusal.bad("speed: " + speed + " is not above 0 and up to " + FASTEST + ".");
    }
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
      world.timeline.runAt(speed);
    }
    return ControlJson.clock(world);
  }

  ObjectNode settings(JsonNode json) {
    world.change(SettingsJson.changed(world.settings, json));
    return SettingsJson.of(world.settings);
  }

  ObjectNode seed(JsonNode json) {
    Integer seed = new ControlBody(json, "seed").count("seed");
    world.restartIds(seed == null ? null : seed.longValue());
    return Json.object().put("seed", seed);
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
