package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Whether two JSON values are the same to somebody who knows how the platform rewrites them. */
public final class JsonValues {
  private static final BigDecimal DROPS_PER_XRP = BigDecimal.valueOf(1_000_000);
  private static final int LONGEST_NUMBER = 100;

  private JsonValues() {}

  public static boolean same(JsonNode asked, JsonNode held) {
    if (asked.isObject() && held.isObject()) {
      return holdsAllOf(asked, held) && addsNothing(asked, held);
    }
    if (asked.isObject()) {
      return isDropsOf(asked, held);
    }
    if (asked.isArray() && held.isArray()) {
      return sameElements(asked, held);
    }
    if (asked.isNumber() || held.isNumber()) {
      return sameNumber(asked, held);
    }
    return asked.equals(held);
  }

  /** Whether every value that is asked for is held as well; null asks for nothing. */
  public static boolean holdsAllOf(JsonNode asked, JsonNode held) {
    for (Map.Entry<String, JsonNode> field : asked.properties()) {
      JsonNode value = held.path(field.getKey());
      boolean nothing = field.getValue().isNull() && (value.isMissingNode() || value.isNull());
      if (!nothing && !same(field.getValue(), value)) {
        return false;
      }
    }
    return true;
  }

  /** By names alone: comparing values both ways doubles the work with each level of nesting. */
  private static boolean addsNothing(JsonNode asked, JsonNode held) {
    return held.properties().stream()
        .allMatch(field -> field.getValue().isNull() || asked.has(field.getKey()));
  }

  /** A number, or text that is one; null otherwise. */
  public static @Nullable BigDecimal decimal(JsonNode node) {
    if (node.isNumber()) {
      return node.decimalValue();
    }
    if (!node.isTextual() || node.textValue().length() > LONGEST_NUMBER) {
      return null;
    }
    try {
      return new BigDecimal(node.textValue());
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static boolean sameElements(JsonNode asked, JsonNode held) {
    if (asked.size() != held.size()) {
      return false;
    }
    Iterator<JsonNode> others = held.iterator();
    for (JsonNode element : asked) {
      if (!same(element, others.next())) {
        return false;
      }
    }
    return true;
  }

  /**
   * The platform turns some numbers into strings, and holds every number as a double. Two strings
   * are never compared as numbers: {@code 1E5} is also a currency.
   */
  private static boolean sameNumber(JsonNode asked, JsonNode held) {
    BigDecimal one = decimal(asked);
    BigDecimal other = decimal(held);
    return one != null
        && other != null
        && (one.compareTo(other) == 0 || one.doubleValue() == other.doubleValue());
  }

  /** An XRP amount written as an object is held as drops; below a million it was XRP. */
  private static boolean isDropsOf(JsonNode amount, JsonNode held) {
    BigDecimal value = decimal(amount.path("value"));
    BigDecimal drops = decimal(held);
    if (value == null
        || drops == null
        || !amount.path("currency").asText().equalsIgnoreCase("XRP")
        || !amount.path("issuer").asText("").isEmpty()) {
      return false;
    }
    BigDecimal expected =
        value.compareTo(DROPS_PER_XRP) < 0 ? value.multiply(DROPS_PER_XRP) : value;
    return expected.compareTo(drops) == 0;
  }
}
