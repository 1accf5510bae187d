package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a method and a path mean on the platform. Decided before authentication; what does not match
 * a pattern is an unknown endpoint (PROTOCOL §3).
 */
record Route(Family family, Endpoint endpoint, String argument) {
  static final Map<String, Family> BASES =
      Map.of(
          "/api/v1/platform/", Family.PLATFORM,
          "/api/v1/jwt/", Family.JWT,
          "/api/v1/xapp-jwt/", Family.JWT);
  private static final Route UNKNOWN = new Route(Family.PLATFORM, Endpoint.UNKNOWN, "");

  static Route of(String method, String rawPath) {
    String path = rawPath.endsWith("/") ? rawPath.substring(0, rawPath.length() - 1) : rawPath;
    for (Map.Entry<String, Family> base : BASES.entrySet()) {
      if (path.startsWith(base.getKey())) {
        String rest = path.substring(base.getKey().length());
        Route xapp = XappRoutes.find(base.getValue(), method, rest);
        Route found = xapp == null ? Routes.find(base.getValue(), method, rest) : xapp;
        return found == null ? UNKNOWN : found;
      }
    }
    return UNKNOWN;
  }

  static @Nullable String decoded(String raw) {
    try {
      return URLDecoder.decode(raw.replace("+", "%2B"), UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
