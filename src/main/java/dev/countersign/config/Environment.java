package dev.countersign.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Environment variables as settings: upper case, every other character an underscore. */
final class Environment {
  private static final Map<String, String> KEYS =
      Arrays.stream(ConfigKey.values())
          .filter(key -> !key.isRepeated())
          .map(ConfigKey::key)
          .collect(Collectors.toUnmodifiableMap(Environment::variable, Function.identity()));
  private static final Pattern LEDGER =
      Pattern.compile("COUNTERSIGN_LEDGER_([A-Za-z0-9]+)_(URLS|NETWORK_ID)");
  private static final Pattern APPLICATION =
      Pattern.compile(
          "COUNTERSIGN_APPLICATIONS_([A-Za-z0-9]+)_(API_KEY|API_SECRET|API_SECRET_FILE|API_SECRET_PREVIOUS|PAUSED)");

  private Environment() {}

  static Layer layer(Map<String, String> environment, List<String> warnings) {
    var values = new HashMap<String, String>();
    var variables = new HashMap<String, String>();
    var ignored = new ArrayList<String>();
    environment.forEach(
        (variable, value) -> {
          String key = key(variable);
          if (key != null) {
            values.put(key, value);
            variables.put(key, variable);
          } else if (variable.startsWith("COUNTERSIGN_")) {
            ignored.add(variable);
          }
        });
    ignored.stream().sorted().map(Environment::warning).forEach(warnings::add);
    return new Layer(
        "environment", 300, values, key -> "environment variable " + variables.get(key));
  }

  private static @Nullable String key(String variable) {
    if (KEYS.containsKey(variable)) {
      return KEYS.get(variable);
    }
    if (variable.startsWith("KAFKA_")) {
      return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }
    String application = named("applications", APPLICATION.matcher(variable));
    return application == null ? named("ledger", LEDGER.matcher(variable)) : application;
  }

  private static @Nullable String named(String what, Matcher variable) {
    return variable.matches()
        ? "countersign.%s.%s.%s"
            .formatted(
                what,
                variable.group(1).toLowerCase(Locale.ROOT),
                variable.group(2).toLowerCase(Locale.ROOT).replace('_', '-'))
        : null;
  }

  private static String warning(String variable) {
    String alias =
        variable.startsWith("COUNTERSIGN_APPLICATIONS_")
            ? " (an alias has letters and digits only)"
            : "";
    return "environment variable " + variable + " is ignored: no such setting" + alias;
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
