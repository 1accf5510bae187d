package dev.countersign.config;

import io.smallrye.config.common.AbstractConfigSource;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One place that settings come from, and how to name it to the person who has to fix one. */
final class Layer extends AbstractConfigSource {
  private final transient Map<String, String> values;
  private final transient Function<String, String> origin;

  Layer(String name, int ordinal, Map<String, String> values, Function<String, String> origin) {
    super(name, ordinal);
    this.values =
        values.entrySet().stream()
            .filter(entry -> !isUnset(entry.getKey(), entry.getValue()))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    this.origin = origin;
  }

  /** An empty value of ours is no value; to a Kafka client an empty one can mean something. */
  private static boolean isUnset(String key, String value) {
    return value.isBlank() && (key.startsWith("countersign.") || ConfigKey.isKnown(key));
  }

  String origin(String key) {
    return origin.apply(key);
  }

  @Override
  public Set<String> getPropertyNames() {
    return values.keySet();
  }

  @Override
  public @Nullable String getValue(String key) {
    return values.get(key);
  }
}
