package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a method and a path mean on the platform. Decided before authentication; what does not match
 * a pattern is an unknown endpoint (PROTOCOL §3).
 */
record Route(Endpoint endpoint, String argument) {
  private static final String BASE = "/api/v1/platform/";
  private static final String BY_IDENTIFIER = "payload/ci/";
  private static final String PAYLOAD = "payload/";
  private static final String USER_TOKEN = "user-token/";
  private static final Route UNKNOWN = new Route(Endpoint.UNKNOWN, "");

  static Route of(String method, String rawPath) {
    String path = rawPath.endsWith("/") ? rawPath.substring(0, rawPath.length() - 1) : rawPath;
    if (!path.startsWith(BASE)) {
      return UNKNOWN;
    }
    String rest = path.substring(BASE.length());
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
      return identifier == null ? UNKNOWN : new Route(Endpoint.READ_BY_IDENTIFIER, identifier);
    }
    if (rest.startsWith(PAYLOAD)) {
      return payload(Endpoint.READ, rest);
    }
    if (rest.startsWith(USER_TOKEN)) {
      return new Route(Endpoint.USER_TOKEN, rest.substring(USER_TOKEN.length()));
    }
    return ping(rest);
  }

  private static Route post(String rest) {
    return switch (rest) {
      case "payload" -> new Route(Endpoint.CREATE, "");
      case "user-tokens" -> new Route(Endpoint.USER_TOKENS, "");
      default -> ping(rest);
    };
  }

  private static Route ping(String rest) {
    return switch (rest) {
      case "ping" -> new Route(Endpoint.PING, "");
      case "ping-noauth", "ping-nomiddleware" -> new Route(Endpoint.PING_NOAUTH, "");
      default -> UNKNOWN;
    };
  }

  private static Route payload(Endpoint endpoint, String rest) {
    String uuid = rest.substring(PAYLOAD.length()).toLowerCase(Locale.ROOT);
    return Ids.isV4(uuid) ? new Route(endpoint, uuid) : UNKNOWN;
  }

  static @Nullable String decoded(String raw) {
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
