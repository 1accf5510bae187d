package dev.countersign.http;

import dev.countersign.platform.XappVisit;
import dev.countersign.platform.jwt.JwtClaims;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who opened an xApp, for the back end of it. Its names are API; what is not told is left out. */
final class SessionDocument {
  private SessionDocument() {}

  /** The account is that of the JWT, which is verified. */
  static JsonObject of(String application, XappVisit visit, JwtClaims claims) {
    Map<String, Object> facts = new LinkedHashMap<>(visit.facts());
    Object endpoint = facts.remove("network_endpoint");
    JsonObject network = new JsonObject();
    String type = visit.networkType() == null ? claims.network() : visit.networkType();
    if (type != null) {
      network.put("type", type);
    }
    if (visit.networkId() != null) {
      network.put("id", visit.networkId());
    }
    if (endpoint != null) {
      network.put("endpoint", endpoint);
    }
    JsonObject document =
        new JsonObject()
            .put("application", application)
            .put("account", claims.account())
            .put("network", network);
    if (visit.locale() != null) {
      document.put("locale", visit.locale());
    }
    facts.forEach(document::put);
    return document
        .put("jwt", visit.jwt().reveal())
        .put("expires_at", claims.expiresAt().toString());
  }
}
