package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** Discovery, {@code /certs} and {@code /userinfo} (PROTOCOL §10). */
final class OAuthDocuments {
  private static final List<String> CLAIMS =
      List.of(
          "aud",
          "app_name",
          "app_uuidv4",
          "client_id",
          "email",
          "exp",
          "iat",
          "iss",
          "network_endpoint",
          "network_id",
          "network_type",
          "nonce",
          "payload_uuidv4",
          "scope",
          "sub",
          "usertoken_uuidv4");

  private final World world;

  OAuthDocuments(World world) {
    this.world = world;
  }

  static Answer discovery(String issuer) {
    ObjectNode json = Json.object();
    json.put("issuer", issuer);
    json.put("authorization_endpoint", issuer + "/auth");
    json.put("token_endpoint", issuer + "/token");
    json.put("userinfo_endpoint", issuer + "/userinfo");
    json.put("jwks_uri", issuer + "/certs");
    json.set("response_types_supported", texts("code", "token"));
    json.set("response_modes_supported", texts("query"));
    json.set("grant_types_supported", texts("authorization_code", "implicit"));
    json.set("subject_types_supported", texts("public"));
    json.set("id_token_signing_alg_values_supported", texts("RS256"));
    json.set("scopes_supported", texts("openid", "email", "profile"));
    json.set(
        "token_endpoint_auth_methods_supported",
        texts("client_secret_basic", "client_secret_post", "none"));
    json.set("code_challenge_methods_supported", texts("S256"));
    json.set("claims_supported", texts(CLAIMS.toArray(String[]::new)));
    return Answer.json(200, json);
  }

  private static ArrayNode texts(String... values) {
    ArrayNode json = Json.array();
    for (String value : values) {
      json.add(value);
    }
    return json;
  }

  Answer certs() {
    return Answer.json(200, Json.parse(world.signingKeys.published().toString()));
  }

  Answer userinfo(HttpServerRequest request) {
    String token = Authentication.bearer(request);
    if (token == null) {
      return new OAuthError(401, "invalid_jwt", "No JWT token (auth) specified").json();
    }
    Session session;
    try {
      session = world.jwts.session(token);
    } catch (PlatformError e) {
      return refused();
    }
    // A JWT of an xApp is none of this provider's.
    return session.claims().has("payload_uuidv4")
        ? Answer.json(200, userinfo(session, Origin.of(request)))
        : refused();
  }

  private static Answer refused() {
    return new OAuthError(403, "jwt_auth_error", "The JWT is not valid").json();
  }

  private ObjectNode userinfo(Session session, Origin origin) {
    JsonNode claims = session.claims();
    String account = session.person().identity.account();
    ObjectNode json =
        Json.object()
            .put("sub", account)
            .put("email", claims.path("email").asText())
            .put("picture", origin.http() + "/avatar/" + account + ".png");
    json.setAll(XappVisit.accountInfo(account, session.person().name, world.kyc));
    json.put("networkType", claims.path("network_type").asText());
    json.put("networkEndpoint", claims.path("network_endpoint").asText());
    json.put("networkId", claims.path("network_id").asInt());
    return json;
  }
}
