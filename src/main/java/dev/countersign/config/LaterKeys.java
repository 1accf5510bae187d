package dev.countersign.config;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Keys that the contract names and this release does not have: said so, instead of ignored. */
final class LaterKeys {
  private static final List<Pattern> PATTERNS =
      List.of(
          Pattern.compile("countersign\\.ledger\\.[^.]+\\.urls"),
          Pattern.compile("countersign\\.settle-within"));

  private LaterKeys() {}

  static boolean contains(String key) {
    return PATTERNS.stream().anyMatch(pattern -> pattern.matcher(key).matches());
  }

  /** Whether {@code variable} is how one of them is written as an environment variable. */
  static boolean containsVariable(String variable) {
    return PATTERNS.stream()
        .map(pattern -> pattern.pattern().replace("[^.]+", "@").replaceAll("\\\\.|-", "_"))
        .map(name -> name.toUpperCase(Locale.ROOT).replace("@", "[A-Z0-9_]+"))
        .anyMatch(variable::matches);
  }
}
