package dev.countersign.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.config.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the answer to {@code jwt/authorize}; its fields grew over time (PROTOCOL §9.1). */
final class VisitReader {
  private VisitReader() {}

  static @Nullable XappVisit read(JsonNode body) {
    String jwt = Json.text(body, "jwt");
    JsonNode ott = body.path("ott");
    if (jwt == null || !ott.isObject()) {
      return null;
    }
    Map<String, Object> device = new LinkedHashMap<>();
    ott.path("user_device")
        .properties()
        .forEach(
            fact -> {
              if (fact.getValue().isTextual()) {
                device.put(fact.getKey(), fact.getValue().textValue());
              }
            });
    Map<String, Object> facts = new LinkedHashMap<>();
    put(facts, "network_endpoint", Json.text(ott, "nodewss"));
    facts.put("device", device);
    put(facts, "wallet_version", Json.text(ott, "version"));
    put(facts, "account_access", Json.text(ott, "accountaccess"));
    put(facts, "account_type", Json.text(ott, "accounttype"));
    put(facts, "style", Json.text(ott, "style"));
    if (ott.path("origin").isObject()) {
      facts.put("origin", Json.MAPPER.convertValue(ott.path("origin"), Map.class));
    }
    return new XappVisit(
        Secret.of(jwt),
        Json.text(ott, "account"),
        Json.text(ott, "nodetype"),
        Json.integer(ott, "networkid"),
        Json.text(ott, "locale"),
        facts);
  }

  private static void put(Map<String, Object> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }
}
