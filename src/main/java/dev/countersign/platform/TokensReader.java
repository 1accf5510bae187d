package dev.countersign.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.request.UserToken;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to POST user-tokens; the platform may leave unknown ones out (PROTOCOL §8.5).
 */
final class TokensReader {
  private TokensReader() {}

  static @Nullable Set<UserToken> active(JsonNode body, Collection<UserToken> asked) {
    JsonNode tokens = body.path("tokens");
    if (!tokens.isArray()) {
      return null;
    }
    Set<UserToken> active = new LinkedHashSet<>();
    for (JsonNode token : tokens) {
      String value = Json.text(token, "user_token");
      for (UserToken candidate : asked) {
        if (candidate.value().equalsIgnoreCase(value) && Json.isTrue(token, "active")) {
          active.add(candidate);
        }
      }
    }
    return active;
  }
}
