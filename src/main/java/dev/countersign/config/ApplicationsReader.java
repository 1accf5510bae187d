package dev.countersign.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the applications: their credentials, and whether they may be called. No line that it writes
 * contains a secret.
 */
final class ApplicationsReader {
  private static final List<ConfigKey> KEYS =
      List.of(
          ConfigKey.API_KEY,
          ConfigKey.API_SECRET,
          ConfigKey.API_SECRET_FILE,
          ConfigKey.API_SECRET_PREVIOUS,
          ConfigKey.PAUSED);
  private static final Pattern ALIAS = Pattern.compile("[a-z0-9]{1,32}");
  private static final Pattern UUID_SHAPE =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Values values;

  ApplicationsReader(Values values) {
    this.values = values;
  }

  Map<String, Application> read() {
    var applications = new TreeMap<String, Application>();
    SortedSet<String> aliases = aliases();
    for (String alias : aliases) {
      String apiKey = apiKey(alias);
      String secret = secret(alias);
      String previous = previousSecret(alias);
      boolean paused = values.readOf(alias, ConfigKey.PAUSED, Parsers::bool);
      if (apiKey != null && secret != null && isValid(alias)) {
        applications.put(
            alias,
            new Application(
                alias,
                apiKey,
                Secret.of(secret),
                previous == null ? null : Secret.of(previous),
                paused));
      }
    }
    if (aliases.isEmpty()) {
      values.missing(
          ConfigKey.API_KEY.key("default"),
          "a worker needs at least one application; set this and "
              + ConfigKey.API_SECRET.key("default"));
    }
    refuseSharedKeys(applications);
    return applications;
  }

  private SortedSet<String> aliases() {
    var aliases = new TreeSet<String>();
    for (String name : values.keysUnder("countersign.applications.")) {
      KEYS.stream().map(key -> key.nameIn(name)).filter(Objects::nonNull).forEach(aliases::add);
    }
    return aliases;
  }

  private boolean isValid(String alias) {
    if (ALIAS.matcher(alias).matches()) {
      return true;
    }
    values.problem(
        ConfigKey.API_KEY.key(alias),
        "the alias \"" + alias + "\" must be 1 to 32 lower-case letters and digits");
    return false;
  }

  private @Nullable String apiKey(String alias) {
    String key = ConfigKey.API_KEY.key(alias);
    String text = values.raw(key);
    if (text == null) {
      values.missing(key, "the application \"" + alias + "\" has other settings");
      return null;
    }
    return uuid(key, text, "must be a UUID, as the platform's console shows it");
  }

  private @Nullable String secret(String alias) {
    String inlineKey = ConfigKey.API_SECRET.key(alias);
    String fileKey = ConfigKey.API_SECRET_FILE.key(alias);
    String inline = values.raw(inlineKey);
    String file = values.raw(fileKey);
    if (inline != null && file != null) {
      values.problem(inlineKey, "is set and " + fileKey + " too; remove one of them");
      return null;
    }
    if (file != null) {
      String content = values.content(fileKey, file.strip());
      return content == null
          ? null
          : uuid(fileKey, content, "the content of " + file.strip() + " must be a UUID");
    }
    if (inline == null) {
      values.missing(inlineKey, "set it or " + fileKey);
      return null;
    }
    return uuid(inlineKey, inline, "must be a UUID, as the platform's console shows it");
  }

  private @Nullable String previousSecret(String alias) {
    String key = ConfigKey.API_SECRET_PREVIOUS.key(alias);
    String text = values.raw(key);
    return text == null
        ? null
        : uuid(key, text, "must be a UUID, as the platform's console showed it");
  }

  private @Nullable String uuid(String key, String text, String rule) {
    String uuid = text.strip().toLowerCase(Locale.ROOT);
    if (UUID_SHAPE.matcher(uuid).matches()) {
      return uuid;
    }
    values.problem(key, rule);
    return null;
  }

  /** Two aliases of one application would each spend its whole call budget. */
  private void refuseSharedKeys(Map<String, Application> applications) {
    var aliasByKey = new HashMap<String, String>();
    for (Application application : applications.values()) {
      String other = aliasByKey.putIfAbsent(application.apiKey(), application.alias());
      if (other != null) {
        values.problem(
            ConfigKey.API_KEY.key(application.alias()),
            "is the key of \"" + other + "\" too; one application has one alias");
      }
    }
  }
}
