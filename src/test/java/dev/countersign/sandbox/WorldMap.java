package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a sandbox remembers, found by reflection: where each collection and each value
 * is, and what is in it. Nobody has to add to it when a new store is written.
 */
final class WorldMap {
  /** An object whose own fields tell what is in it. */
  static final String SOMETHING = "something";

  private static final String OURS = "dev.countersign.sandbox";

  /** Path to value; of a collection, its size. */
  final Map<String, String> values = new TreeMap<>();

  /** Class and field to all values that it has anywhere, of what can change at all. */
  final Map<String, Set<String>> changeable = new TreeMap<>();

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  static WorldMap of(Sandbox sandbox) throws ReflectiveOperationException {
    WorldMap map = new WorldMap();
    World world = world(sandbox);
    world.loop.run(() -> map.object("world", world));
    return map;
  }

  static World world(Sandbox sandbox) throws ReflectiveOperationException {
    Field field = Sandbox.class.getDeclaredField("world");
    field.setAccessible(true);
    return (World) field.get(sandbox);
  }

  private void object(String path, Object object) {
    if (!seen.add(object)) {
      return;
    }
    for (Class<?> type = object.getClass(); ours(type); type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          field(path, type, field, object);
        }
      }
    }
  }

  private void field(String path, Class<?> type, Field field, Object object) {
    @Nullable Object value;
    try {
      field.setAccessible(true);
      value = field.get(object);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      throw new AssertionError(path + "." + field.getName(), e);
    }
    String text = value(path + "." + field.getName(), value);
    boolean fixed = Modifier.isFinal(field.getModifiers()) || type.isRecord();
    if (!fixed || value instanceof Collection || value instanceof Map) {
      changeable
          .computeIfAbsent(type.getSimpleName() + "." + field.getName(), name -> new TreeSet<>())
          .add(text != null ? text : value instanceof Record ? value.toString() : SOMETHING);
    }
  }

  /** As text if it is a value or a collection; what is inside is looked at too. */
  private @Nullable String value(String path, @Nullable Object value) {
    String text =
        switch (value) {
          case null -> "null";
          case Map<?, ?> map -> {
            int i = 0;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
              value(path + "[" + i + "].key", entry.getKey());
              value(path + "[" + i++ + "]", entry.getValue());
            }
            yield map.size() + " in it";
          }
          case Collection<?> collection -> {
            int i = 0;
            for (Object element : collection) {
              value(path + "[" + i++ + "]", element);
            }
            yield collection.size() + " in it";
          }
          case String s -> s;
          case Number n -> n.toString();
          case Boolean b -> b.toString();
          case Enum<?> e -> e.name();
          case Instant i -> i.toString();
          case TemporalAmount span -> span.toString();
          case URI uri -> uri.toString();
          case JsonNode json -> json.toString();
          default -> null;
        };
    if (text != null) {
      values.put(path, text);
    } else if (value != null && value.getClass().isArray()) {
      values.put(path, Array.getLength(value) + " in it");
    } else if (value != null && ours(value.getClass())) {
      object(path, value);
    }
    return text;
  }

  private static boolean ours(@Nullable Class<?> type) {
    return type != null
        && type.getName().startsWith(OURS)
        && !type.isHidden()
        && !type.getName().startsWith(OURS + ".codec");
  }
}
