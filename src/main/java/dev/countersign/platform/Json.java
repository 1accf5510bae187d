package dev.countersign.platform;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.ledger.JsonValues;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the platform sends as leniently as can be: absent, null, the empty string and a value
 * of another kind are all null (PROTOCOL §15).
 */
public final class Json {
  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private static final Pattern UNIX_SECONDS = Pattern.compile("\\d+");

  /** A year beyond 9999 fits into no format of ours. */
  private static final Pattern YEAR = Pattern.compile("\\d{4}-.*");

  private static final Pattern ZONED = Pattern.compile(".*Z|.{19,}[+-]\\d\\d:\\d\\d");

  private Json() {}

  /** The object that {@code text} holds; null if it holds none. */
  public static @Nullable JsonNode object(String text) {
    JsonNode node = any(text);
    return node != null && node.isObject() ? node : null;
  }

  static @Nullable JsonNode any(String text) {
    try {
      return MAPPER.readTree(text);
      // Jackson lets through what BigDecimal says of 1e99999999999.
    } catch (JacksonException | NumberFormatException _) {
      return null;
    }
  }

  public static @Nullable String text(JsonNode parent, String field) {
    JsonNode node = parent.path(field);
    if (!node.isTextual() && !node.isIntegralNumber()) {
      return null;
    }
    String text = node.asText();
    return text.isEmpty() ? null : text;
  }

  static @Nullable Boolean bool(JsonNode parent, String field) {
    JsonNode node = parent.path(field);
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    return switch (node.isValueNode() ? node.asText() : "") {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> null;
    };
  }

  public static boolean isTrue(JsonNode parent, String field) {
    return Boolean.TRUE.equals(bool(parent, field));
  }

  static @Nullable Integer integer(JsonNode parent, String field) {
    BigDecimal number = JsonValues.decimal(parent.path(field));
    if (number == null) {
      return null;
    }
    try {
      return number.intValueExact();
    } catch (ArithmeticException _) {
      return null;
    }
  }

  /** An ISO time with or without fractions or zone, or unix seconds. */
  public static @Nullable Instant instant(JsonNode parent, String field) {
    String text = text(parent, field);
    if (text == null) {
      return null;
    }
    try {
      if (UNIX_SECONDS.matcher(text).matches()) {
        return text.length() > 11 ? null : Instant.ofEpochSecond(Long.parseLong(text));
      }
      if (!YEAR.matcher(text).matches()) {
        return null;
      }
      Instant instant =
          ZONED.matcher(text).matches()
              ? OffsetDateTime.parse(text).toInstant()
              : LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
      // As exact as states keep it.
      return instant.truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeException _) {
      return null;
    }
  }
}
