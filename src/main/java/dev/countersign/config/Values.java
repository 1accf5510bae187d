package dev.countersign.config;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The merged layers, read with a type. What is wrong is noted and read as the default, so that one
 * start shows every problem.
 */
final class Values {
  /** Turns a text into a value, or says in an {@link IllegalArgumentException} what it must be. */
  interface Parser<T> extends Function<String, T> {}

  private final SmallRyeConfig config;
  private final Map<String, Layer> layers;
  private final List<String> problems;

  /** Expressions such as <code>${name}</code> are left alone: the Kafka clients have their own. */
  Values(List<Layer> layers, List<String> problems) {
    var defaults = new HashMap<String, String>();
    for (ConfigKey key : ConfigKey.values()) {
      // No application is named by a default.
      if (key.defaultValue() != null && !key.isRepeated()) {
        defaults.put(key.key(), key.defaultValue());
      }
    }
    this.config =
        new SmallRyeConfigBuilder()
            .withSources(layers.toArray(Layer[]::new))
            .withDefaultValues(defaults)
            .build();
    this.layers = layers.stream().collect(Collectors.toMap(Layer::getName, layer -> layer));
    this.problems = problems;
  }

  /** Every key under a prefix that has a value, defaults among them. */
  SortedSet<String> keysUnder(String prefix) {
    return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
        .filter(key -> key.startsWith(prefix))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Nullable String raw(String key) {
    return config.getConfigValue(key).getValue();
  }

  <T> T read(ConfigKey key, Parser<T> parser) {
    return read(key, defaultOf(key), parser);
  }

  <T> T read(ConfigKey key, String fallback, Parser<T> parser) {
    return read(key.key(), fallback, parser);
  }

  /** A setting of one application. */
  <T> T readOf(String alias, ConfigKey key, Parser<T> parser) {
    return read(key.key(alias), defaultOf(key), parser);
  }

  private <T> T read(String key, String fallback, Parser<T> parser) {
    String text = raw(key);
    if (text == null) {
      return parser.apply(fallback);
    }
    try {
      return parser.apply(text.strip());
    } catch (IllegalArgumentException e) {
      problem(key, "\"" + text.strip() + "\" " + e.getMessage());
      return parser.apply(fallback);
    }
  }

  private static String defaultOf(ConfigKey key) {
    String fallback = key.defaultValue();
    if (fallback == null) {
      throw new IllegalArgumentException(key + " has no default");
    }
    return fallback;
  }

  /** Null: it is not set, or it is wrong and a problem. */
  <T> @Nullable T readIfSet(ConfigKey key, Parser<T> parser) {
    String text = raw(key.key());
    if (text == null) {
      return null;
    }
    try {
      return parser.apply(text.strip());
    } catch (IllegalArgumentException e) {
      problem(key.key(), "\"" + text.strip() + "\" " + e.getMessage());
      return null;
    }
  }

  /** What is in a file that a key names; null: it cannot be read, which is a problem. */
  @Nullable String content(String key, String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException | InvalidPathException e) {
      problem(key, "cannot read " + file + ": " + PropertiesFile.reason(e));
      return null;
    }
  }

  void problem(String key, String what) {
    problems.add("%s (%s): %s".formatted(key, origin(key), what));
  }

  void missing(String key, String whatToDo) {
    problems.add("%s is missing: %s".formatted(key, whatToDo));
  }

  private String origin(String key) {
    Layer layer = layers.get(config.getConfigValue(key).getConfigSourceName());
    return layer == null ? "default" : layer.origin(key);
  }
}
