package dev.countersign.sandbox;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may stand in a path; what does not fit makes it an unknown endpoint (PROTOCOL §3). */
enum RouteArgument {
  NONE(""),
  UUID("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"),
  /** With slashes: the route of custom identifiers swallows them (PROTOCOL §5). */
  TEXT("(?s).+"),
  SEGMENT("[^/]+"),
  HASH("[0-9A-F]{64}"),
  ADDRESS("r[1-9A-HJ-NP-Za-km-z]{24,34}"),
  KEY("[a-z0-9]{3,}"),
  KEYS("[a-z0-9]{3,}(,[a-z0-9]{3,})*");

  private final Pattern pattern;

  RouteArgument(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  /** In the one form in which it is looked up, or null. */
  @Nullable String of(String raw) {
    String decoded = Route.decoded(raw);
    if (decoded == null) {
      return null;
    }
    String text =
        switch (this) {
          case UUID -> decoded.toLowerCase(Locale.ROOT);
          case HASH -> decoded.toUpperCase(Locale.ROOT);
          case NONE, TEXT, SEGMENT, ADDRESS, KEY, KEYS -> decoded;
        };
    return pattern.matcher(text).matches() ? text : null;
  }
}
