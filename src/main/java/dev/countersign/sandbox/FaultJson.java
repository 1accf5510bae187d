package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The JSON form of faults; package-info documents it for testers. */
final class FaultJson {
  static final String DROP_SOCKETS = "drop_sockets";

  /** Longer than any payload lives, with room. */
  private static final long LONGEST = Duration.ofDays(3650).toMillis();

  private static final List<String> PARTS =
      List.of("application", "method", "path", "times", "probability", "seed");
  private static final List<String> EFFECTS =
      List.of(
          "status",
          "latency_ms",
          "reset",
          "lose_answer",
          "rate_limited",
          "unauthorized",
          "read_lag_ms",
          "silent_sockets",
          "fragmented_frames",
          "garbage_frames",
          "duplicate_webhooks",
          "webhook_delay_ms",
          "lose_webhooks",
          DROP_SOCKETS);

  private FaultJson() {}

  /**
   * Sockets to be reset at once.
   *
   * @param application key of the application whose they are; null is anybody's
   * @param payload uuid or link of what they watch; null is anything
   */
  record Drop(@Nullable String application, @Nullable String payload) {}

  /** The rules of a body: one, or an array of them. */
  static List<JsonNode> rules(JsonNode body) {
    return body.isArray() ? Json.stream(body).toList() : List.of(body);
  }

  /** Null where the rule is a fault. */
  static @Nullable Drop drop(JsonNode rule) {
    if (!rule.has(DROP_SOCKETS)) {
      return null;
    }
    ControlBody body = new ControlBody(rule, DROP_SOCKETS, "application", "payload");
    body.onlyTrue(DROP_SOCKETS);
    return new Drop(body.text("application"), body.text("payload"));
  }

  static Fault fault(JsonNode rule) {
    if (!rule.isObject()) {
      throw SandboxRefusal.bad("A fault is a JSON object, not " + rule.getNodeType() + ".");
    }
    List<String> effects = EFFECTS.stream().filter(rule::has).toList();
    String effect = effects.isEmpty() ? "" : effects.getFirst();
    List<String> known = new ArrayList<>(PARTS);
    known.addAll(EFFECTS);
    known.addAll(details(effect));
    ControlBody body = new ControlBody(rule, known.toArray(String[]::new));
    if (effects.size() != 1) {
      throw SandboxRefusal.bad(
          "A fault has exactly one effect of " + EFFECTS + "; this one has " + effects + ".");
    }
    if (body.has("seed") && !body.has("probability") && !rule.path("latency_ms").isObject()) {
      throw SandboxRefusal.bad("seed: goes with probability or with a latency that varies.");
    }
    return new Fault(
        body.text("application"),
        body.text("method"),
        body.text("path"),
        body.count("times"),
        Objects.requireNonNullElse(body.number("probability"), 1.0),
        Objects.requireNonNullElse(body.whole("seed", Long.MAX_VALUE), 0L),
        effect(effect, body, rule.path(effect)));
  }

  private static List<String> details(String effect) {
    return switch (effect) {
      case "status" -> List.of("body");
      case "rate_limited" -> List.of("retry_after", "html");
      default -> List.of();
    };
  }

  private static Effect effect(String name, ControlBody body, JsonNode value) {
    return switch (name) {
      case "status" -> status(body, value);
      case "latency_ms" -> new Effect.Latency(DelayJson.parse(value));
      case "read_lag_ms" -> new Effect.ReadLag(millis(name, value));
      case "webhook_delay_ms" -> new Effect.DelayedWebhooks(millis(name, value));
      case "silent_sockets" ->
          switch (body.text(name)) {
            case "all" -> new Effect.SilentSockets(false);
            case "welcome" -> new Effect.SilentSockets(true);
            case null, default ->
                throw SandboxRefusal.bad(
                    name + ": " + value + " is neither \"all\" nor \"welcome\".");
          };
      default -> {
        body.onlyTrue(name);
        yield marked(name, body);
      }
    };
  }

  /** Effects that are said with true. */
  private static Effect marked(String name, ControlBody body) {
    return switch (name) {
      case "reset" -> new Effect.Reset();
      case "lose_answer" -> new Effect.LoseAnswer();
      case "rate_limited" -> new Effect.RateLimited(body.count("retry_after"), body.isTrue("html"));
      case "unauthorized" -> new Effect.Unauthorized();
      case "fragmented_frames" -> new Effect.FragmentedFrames();
      case "garbage_frames" -> new Effect.GarbageFrames();
      case "duplicate_webhooks" -> new Effect.DuplicateWebhooks();
      case "lose_webhooks" -> new Effect.LostWebhooks();
      default -> throw new IllegalArgumentException(name + " is not among " + EFFECTS);
    };
  }

  private static Duration millis(String field, JsonNode value) {
    return Duration.ofMillis(ControlBody.whole(field, value, LONGEST));
  }

  private static Effect status(ControlBody body, JsonNode value) {
    int status = (int) ControlBody.whole("status", value, Integer.MAX_VALUE);
    String json = body.json("body");
    if (json == null) {
      return new Effect.Status(status, null, null);
    }
    JsonNode given = Json.parse(json);
    if (!given.isTextual() && !given.isContainerNode()) {
      throw SandboxRefusal.bad(
          "body: " + json + " is neither a JSON object or array nor a string of HTML.");
    }
    return given.isTextual()
        ? new Effect.Status(status, null, given.textValue())
        : new Effect.Status(status, json, null);
  }

  static ObjectNode describe(FaultRules.Rule rule) {
    Fault fault = rule.fault;
    ObjectNode json = Json.object();
    json.put("application", fault.application());
    json.put("method", fault.method());
    json.put("path", fault.path());
    json.put("times", fault.times());
    json.put("remaining", rule.remaining);
    json.put("probability", fault.probability());
    json.put("seed", fault.seed());
    String name = name(fault.effect());
    switch (fault.effect()) {
      case Effect.Status s -> describe(json.put(name, s.status()), s);
      case Effect.RateLimited r ->
          json.put(name, true).put("retry_after", r.retryAfter()).put("html", r.html());
      case Effect.Latency l -> json.set(name, DelayJson.of(l.delay()));
      case Effect.ReadLag r -> json.put(name, r.lag().toMillis());
      case Effect.DelayedWebhooks d -> json.put(name, d.delay().toMillis());
      case Effect.SilentSockets s -> json.put(name, s.welcome() ? "welcome" : "all");
      case Effect.Unauthorized u -> json.put(name, true);
      case Effect.Reset r -> json.put(name, true);
      case Effect.LoseAnswer l -> json.put(name, true);
      case Effect.FragmentedFrames f -> json.put(name, true);
      case Effect.GarbageFrames g -> json.put(name, true);
      case Effect.DuplicateWebhooks d -> json.put(name, true);
      case Effect.LostWebhooks l -> json.put(name, true);
    }
    return json;
  }

  private static void describe(ObjectNode json, Effect.Status status) {
    if (status.html() != null) {
      json.put("body", status.html());
    } else if (status.json() != null) {
      json.set("body", Json.parse(status.json()));
    }
  }

  /** What an effect is called in JSON. */
  static String name(Effect effect) {
    return switch (effect) {
      case Effect.Status s -> "status";
      case Effect.RateLimited r -> "rate_limited";
      case Effect.Unauthorized u -> "unauthorized";
      case Effect.Reset r -> "reset";
      case Effect.LoseAnswer l -> "lose_answer";
      case Effect.Latency l -> "latency_ms";
      case Effect.ReadLag r -> "read_lag_ms";
      case Effect.SilentSockets s -> "silent_sockets";
      case Effect.FragmentedFrames f -> "fragmented_frames";
      case Effect.GarbageFrames g -> "garbage_frames";
      case Effect.DuplicateWebhooks d -> "duplicate_webhooks";
      case Effect.DelayedWebhooks d -> "webhook_delay_ms";
      case Effect.LostWebhooks l -> "lose_webhooks";
    };
  }
}
