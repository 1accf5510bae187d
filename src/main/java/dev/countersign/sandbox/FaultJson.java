package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON form of faults; package-info documents it for testers. */
final class FaultJson {
  static final String DROP_SOCKETS = "drop_sockets";

  private static final Set<String> PARTS =
      Set.of("application", "method", "path", "times", "probability", "seed");
  private static final Set<String> DETAILS = Set.of("body", "retry_after", "html");

  private FaultJson() {}

  /** Each rule as a fault, or null where the rule is to drop the sockets now. */
  static List<@Nullable Fault> parse(@Nullable JsonNode body) {
    List<@Nullable Fault> faults = new ArrayList<>();
    if (body instanceof ArrayNode several) {
      several.forEach(rule -> faults.add(one(rule)));
    } else if (body != null) {
      faults.add(one(body));
    } else {
      throw SandboxRefusal.bad("A fault is a JSON object, or an array of them.");
    }
    return faults;
  }

  private static @Nullable Fault one(JsonNode rule) {
    if (!rule.isObject()) {
      throw SandboxRefusal.bad("A fault is a JSON object, not " + rule.getNodeType() + ".");
    }
    List<String> effects = new ArrayList<>();
    rule.fieldNames().forEachRemaining(effects::add);
    effects.removeIf(name -> PARTS.contains(name) || DETAILS.contains(name));
    if (effects.size() != 1) {
      throw SandboxRefusal.bad("A fault has exactly one effect; this one has " + effects + ".");
    }
    if (effects.contains(DROP_SOCKETS)) {
      if (rule.size() != 1 || !rule.path(DROP_SOCKETS).asBoolean()) {
        throw SandboxRefusal.bad(
            DROP_SOCKETS + ": true stands alone; it resets every socket there is, at once.");
      }
      return null;
    }
    return new Fault(
        Json.string(rule, "application"),
        Json.string(rule, "method"),
        Json.string(rule, "path"),
        rule.has("times") ? Integer.valueOf(number(rule, "times").intValue()) : null,
        rule.has("probability") ? number(rule, "probability").doubleValue() : 1,
        rule.has("seed") ? number(rule, "seed").longValue() : 0,
        effect(effects.getFirst(), rule));
  }

  private static Effect effect(String name, JsonNode rule) {
    return switch (name) {
      case "status" -> status(rule);
      case "latency_ms" -> new Effect.Latency(DelayJson.parse(rule.path(name)));
      case "reset" -> new Effect.Reset();
      case "lose_answer" -> new Effect.LoseAnswer();
      case "rate_limited" ->
          new Effect.RateLimited(
              rule.has("retry_after")
                  ? Integer.valueOf(number(rule, "retry_after").intValue())
                  : null,
              rule.path("html").booleanValue());
      case "unauthorized" -> new Effect.Unauthorized();
      case "read_lag_ms" -> new Effect.ReadLag(Duration.ofMillis(number(rule, name).longValue()));
      case "silent_sockets" -> new Effect.SilentSockets("welcome".equals(Json.string(rule, name)));
      case "fragmented_frames" -> new Effect.FragmentedFrames();
      case "garbage_frames" -> new Effect.GarbageFrames();
      case "duplicate_webhooks" -> new Effect.DuplicateWebhooks();
      case "webhook_delay_ms" ->
          new Effect.DelayedWebhooks(Duration.ofMillis(number(rule, name).longValue()));
      case "lose_webhooks" -> new Effect.LostWebhooks();
      default -> throw SandboxRefusal.bad("'" + name + "' is no effect and no part of a fault.");
    };
  }

  private static Effect status(JsonNode rule) {
    int status = number(rule, "status").intValue();
    if (status < 200 || status > 599) {
      throw SandboxRefusal.bad("status: " + status + " is not between 200 and 599.");
    }
    JsonNode body = rule.get("body");
    if (body == null) {
      return new Effect.Status(status, null, null);
    }
    return body.isTextual()
        ? new Effect.Status(status, null, body.textValue())
        : new Effect.Status(status, Json.text(body), null);
  }

  private static JsonNode number(JsonNode rule, String field) {
    JsonNode value = rule.path(field);
    if (!value.isNumber() || value.doubleValue() < 0) {
      throw SandboxRefusal.bad(field + ": " + value + " is not a number from 0 on.");
    }
    return value;
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
    switch (fault.effect()) {
      case Effect.Status s -> describe(json.put("status", s.status()), s);
      case Effect.RateLimited r ->
          json.put("rate_limited", true).put("retry_after", r.retryAfter()).put("html", r.html());
      case Effect.Unauthorized u -> json.put("unauthorized", true);
      case Effect.Reset r -> json.put("reset", true);
      case Effect.LoseAnswer l -> json.put("lose_answer", true);
      case Effect.Latency l -> json.set("latency_ms", DelayJson.of(l.delay()));
      case Effect.ReadLag r -> json.put("read_lag_ms", r.lag().toMillis());
      case Effect.SilentSockets s -> json.put("silent_sockets", s.welcome() ? "welcome" : "all");
      case Effect.FragmentedFrames f -> json.put("fragmented_frames", true);
      case Effect.GarbageFrames g -> json.put("garbage_frames", true);
      case Effect.DuplicateWebhooks d -> json.put("duplicate_webhooks", true);
      case Effect.DelayedWebhooks d -> json.put("webhook_delay_ms", d.delay().toMillis());
      case Effect.LostWebhooks l -> json.put("lose_webhooks", true);
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
}
