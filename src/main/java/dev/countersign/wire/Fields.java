package dev.countersign.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one object of a command. What is wrong is noted by path, and the field then counts
 * as absent; an explicit null is absent too.
 */
final class Fields {
  private static final Fields EMPTY = new Fields("", new Json.Obj(Map.of()), List.of());

  private static final Pattern UUID =
      Pattern.compile("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final Pattern RFC_3339 =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");

  private final String path;
  private final Json.Obj object;
  private final List<String> problems;

  Fields(String path, Json.Obj object, List<String> problems) {
    this.path = path;
    this.object = object;
    this.problems = problems;
  }

  void problem(String name, String rule) {
    problems.add(Texts.brief(path + name) + ": " + rule);
  }

  /**
   * Refuses by name what is not {@code known}: a typo must not silently change a payment. What is
   * {@code later} is a field that other releases know.
   */
  void allowOnly(Set<String> known, Set<String> later) {
    for (String name : names()) {
      if (later.contains(name)) {
        if (has(name)) {
          problem(name, "is not supported by this release");
        }
      } else if (!known.contains(name)) {
        problem(name, "unknown field; known here: " + String.join(", ", new TreeSet<>(known)));
      }
    }
  }

  boolean has(String name) {
    return get(name) != null;
  }

  @Nullable Json get(String name) {
    Json value = object.members().get(name);
    return value instanceof Json.Null ? null : value;
  }

  /** Its text, if it is there and is a string that UTF-8 can carry. */
  @Nullable String string(String name) {
    return switch (get(name)) {
      case null -> null;
      case Json.Str(String value) -> {
        if (Texts.isBroken(value)) {
          problem(name, "has half of a surrogate pair");
          yield null;
        }
        yield value;
      }
      case Json other -> {
        wrongType(name, "a string", other);
        yield null;
      }
    };
  }

  /**
   * Its text, if {@code longest} allows it. Lengths are in UTF-16 units, as the platform counts.
   */
  @Nullable String string(String name, int longest) {
    String value = string(name);
    if (value == null) {
      return null;
    }
    if (value.isEmpty() || value.length() > longest) {
      problem(name, "must have 1 to " + longest + " characters, got " + value.length());
      return null;
    }
    return value;
  }

  @Nullable Boolean bool(String name) {
    return switch (get(name)) {
      case null -> null;
      case Json.Bool(boolean value) -> value;
      case Json other -> {
        wrongType(name, "a boolean", other);
        yield null;
      }
    };
  }

  @Nullable Integer positive(String name, String unit) {
    return switch (get(name)) {
      case null -> null;
      case Json.Num(var value) -> {
        try {
          // The scale first: intValueExact would expand 1e999999999 to find out.
          if (value.signum() > 0 && value.scale() <= 0 && value.scale() > -10) {
            yield value.intValueExact();
          }
        } catch (ArithmeticException e) {
          // Falls through to the message.
        }
        problem(name, "must be a whole number of " + unit + " from 1 up, got " + value);
        yield null;
      }
      case Json other -> {
        wrongType(name, "a whole number of " + unit, other);
        yield null;
      }
    };
  }

  <E extends Enum<E>> @Nullable E choice(String name, Class<E> type) {
    String value = string(name);
    if (value == null) {
      return null;
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(value)) {
        return constant;
      }
    }
    problem(name, "must be one of " + List.of(type.getEnumConstants()) + ", got " + shown(value));
    return null;
  }

  /** A token or a secret that was put into the wrong field is not shown (CONTRACT §6.8). */
  private static String shown(String value) {
    return UUID.matcher(value).find() || value.contains("eyJ")
        ? "what looks like a token"
        : "'" + Texts.brief(value) + "'";
  }

  /** A moment, to the millisecond. */
  @Nullable Instant time(String name) {
    String text = string(name);
    if (text == null) {
      return null;
    }
    try {
      if (RFC_3339.matcher(text).matches()) {
        return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS);
      }
    } catch (DateTimeException e) {
      // Looks like a time and is none, such as 30 February.
    }
    problem(name, "must be an RFC 3339 time such as 2026-01-31T12:00:00Z, got " + shown(text));
    return null;
  }

  static boolean isUuid(String text) {
    return UUID.matcher(text).matches();
  }

  /** The object of that name; an empty one if there is none. */
  Fields object(String name) {
    return switch (get(name)) {
      case null -> EMPTY;
      case Json.Obj nested -> new Fields(path + name + '.', nested, problems);
      case Json other -> {
        wrongType(name, "an object", other);
        yield EMPTY;
      }
    };
  }

  Set<String> names() {
    return object.members().keySet();
  }

  void wrongType(String name, String expected, Json got) {
    problem(name, "must be " + expected + ", got " + got.kind());
  }
}
