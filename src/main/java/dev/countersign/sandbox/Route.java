package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a method and a path mean on the platform. Decided before authentication; what does not match
 * a pattern is an unknown endpoint (PROTOCOL §3).
 */
record Route(Family family, Endpoint endpoint, String argument) {
  private static final Map<String, Family> BASES =
      Map.of(
          "/api/v1/platform/", Family.PLATFORM,
          "/api/v1/jwt/", Family.JWT,
          "/api/v1/xapp-jwt/", Family.JWT);
  private static final String BY_IDENTIFIER = "payload/ci/";
  private static final String PAYLOAD = "payload/";
  private static final String USER_TOKEN = "user-token/";
  private static final Set<Endpoint> FOR_BOTH =
      EnumSet.of(
          Endpoint.CREATE,
          Endpoint.READ,
          Endpoint.READ_BY_IDENTIFIER,
          Endpoint.CANCEL,
          Endpoint.PING);
  private static final Route UNKNOWN = new Route(Family.PLATFORM, Endpoint.UNKNOWN, "");

  static Route of(String method, String rawPath) {
    String path = rawPath.endsWith("/") ? rawPath.substring(0, rawPath.length() - 1) : rawPath;
    for (Map.Entry<String, Family> base : BASES.entrySet()) {
      if (path.startsWith(base.getKey())) {
        return find(base.getValue(), method, path.substring(base.getKey().length()));
      }
    }
    return UNKNOWN;
  }

  private static Route find(Family family, String method, String rest) {
    Route xapp = XappRoutes.find(family, method, rest);
    if (xapp != null) {
      return xapp;
    }
    Route found = common(method, rest);
    return family == Family.JWT && !FOR_BOTH.contains(found.endpoint)
        ? UNKNOWN
        : new Route(family, found.endpoint, found.argument);
  }

  private static Route common(String method, String rest) {
    return switch (method) {
      case "GET" -> get(rest);
      case "POST" -> post(rest);
      case "DELETE" -> rest.startsWith(PAYLOAD) ? payload(Endpoint.CANCEL, rest) : UNKNOWN;
      default -> UNKNOWN;
    };
  }

  private static Route get(String rest) {
    if (rest.startsWith(BY_IDENTIFIER)) {
      String identifier = decoded(rest.substring(BY_IDENTIFIER.length()));
      return identifier == null
          ? UNKNOWN
          : new Route(Family.PLATFORM, Endpoint.READ_BY_IDENTIFIER, identifier);
    }
    if (rest.startsWith(PAYLOAD)) {
      return payload(Endpoint.READ, rest);
    }
    if (rest.startsWith(USER_TOKEN)) {
      return new Route(Family.PLATFORM, Endpoint.USER_TOKEN, rest.substring(USER_TOKEN.length()));
    }
    return ping(rest);
  }

  private static Route post(String rest) {
    return switch (rest) {
      case "payload" -> new Route(Family.PLATFORM, Endpoint.CREATE, "");
      case "user-tokens" -> new Route(Family.PLATFORM, Endpoint.USER_TOKENS, "");
      default -> ping(rest);
    };
  }

  private static Route ping(String rest) {
    return switch (rest) {
      case "ping" -> new Route(Family.PLATFORM, Endpoint.PING, "");
      case "ping-noauth", "ping-nomiddleware" ->
          new Route(Family.PLATFORM, Endpoint.PING_NOAUTH, "");
      default -> UNKNOWN;
    };
  }

  private static Route payload(Endpoint endpoint, String rest) {
    String uuid = rest.substring(PAYLOAD.length()).toLowerCase(Locale.ROOT);
    return Ids.isV4(uuid) ? new Route(Family.PLATFORM, endpoint, uuid) : UNKNOWN;
  }

  static @Nullable String decoded(String raw) {
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
