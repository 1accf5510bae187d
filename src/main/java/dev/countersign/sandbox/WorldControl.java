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
import java.util.function.Function;
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
    if (secret != null) {
      return world.addApplication(key, secret, name);
    }
    Application found = world.application(key);
    if (body.text("name") != null) {
      throw SandboxRefusal.bad("name: an application keeps the one it was made with.");
    }
    return found;
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

  /** All of them or none. */
  ObjectNode addFaults(JsonNode body) {
    List<Runnable> changes = FaultJson.rules(body).stream().map(this::fault).toList();
    changes.forEach(Runnable::run);
    return ControlJson.faults(world.faults);
  }

  private Runnable fault(JsonNode rule) {
    FaultJson.Drop drop = FaultJson.drop(rule);
    return drop == null ? world.added(FaultJson.fault(rule)) : world.dropped(drop);
  }

  ObjectNode clearFaults() {
    world.faults.clear();
    return ControlJson.faults(world.faults);
  }

  ObjectNode limit(JsonNode json) {
    if (json.isNull()) {
      world.limit(Limits.OFF);
    } else {
      ControlBody body = new ControlBody(json, "application", "creates", "calls");
      Limits limits = new Limits(body.count("creates"), body.count("calls"));
      String key = body.text("application");
      if (key == null) {
        world.limit(limits);
      } else {
        world.application(key).limits = limits;
      }
    }
    return ControlJson.limits(world);
  }

  ObjectNode clock(JsonNode json) {
    ControlBody body = new ControlBody(json, "advance", "set", "speed");
    Instant set = read("set", "an instant like 2030-01-01T00:00:00Z", Instant::parse, body);
    Duration advance = read("advance", "an ISO duration like PT10M", Duration::parse, body);
    Double speed = body.number("speed");
    if (speed != null && (speed <= 0 || speed > FASTEST)) {
      throw SandboxRefusal.bad("speed: " + speed + " is not above 0 and up to " + FASTEST + ".");
    }
    Instant from = set == null ? world.now() : set;
    Instant to = advance == null ? from : later(from, advance);
    if (set != null) {
      world.timeline.moveTo(set);
    }
    if (advance != null) {
      world.timeline.moveTo(to);
    }
    if (speed != null) {
      world.timeline.runAt(speed);
    }
    return ControlJson.clock(world);
  }

  private static <T> @Nullable T read(
      String field, String form, Function<String, T> reader, ControlBody body) {
    String text = body.text(field);
    try {
      return text == null ? null : reader.apply(text);
    } catch (DateTimeException e) {
      throw SandboxRefusal.bad(field + ": '" + text + "' is not " + form + ".");
    }
  }

  private static Instant later(Instant from, Duration advance) {
    try {
      return from.plus(advance);
    } catch (DateTimeException | ArithmeticException e) {
      throw SandboxRefusal.bad("advance: " + advance + " is further than time goes.");
    }
  }

  ObjectNode settings(JsonNode json) {
    world.change(SettingsJson.changed(world.settings, json));
    return SettingsJson.of(world.settings);
  }

  ObjectNode seed(JsonNode json) {
    Long seed = new ControlBody(json, "seed").whole("seed", Long.MAX_VALUE);
    world.restartIds(seed);
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
