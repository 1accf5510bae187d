package dev.countersign.platform;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;

/** Whether two JSON values are the same to somebody who knows how the platform rewrites them. */
final class TxMatch {
  private static final BigDecimal DROPS_PER_XRP = BigDecimal.valueOf(1_000_000);

  private TxMatch() {}

  /**
   * Compares a transaction that was asked for with the one that the platform holds, which may have
   * added {@code SignIn} and the fee of an AccountDelete (PROTOCOL §4.1).
   */
  static boolean sameTransaction(JsonNode asked, JsonNode held) {
    String type = asked.path("TransactionType").asText();
    for (Map.Entry<String, JsonNode> field : held.properties()) {
      if (!asked.hasNonNull(field.getKey()) && !field.getValue().isNull()) {
        boolean added =
            switch (field.getKey()) {
              case "SignIn" -> type.equals("SignIn");
              case "Fee" -> type.equals("AccountDelete");
              default -> false;
            };
        if (!added) {
          return false;
        }
      }
    }
    return holdsAllOf(asked, held);
  }

  static boolean same(JsonNode asked, JsonNode held) {
    if (asked.isObject() && held.isObject()) {
      return holdsAllOf(asked, held) && holdsAllOf(held, asked);
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

  private static boolean holdsAllOf(JsonNode asked, JsonNode held) {
    for (Map.Entry<String, JsonNode> field : asked.properties()) {
      JsonNode value = held.path(field.getKey());
      boolean nothing = field.getValue().isNull() && (value.isMissingNode() || value.isNull());
      if (!nothing && !same(field.getValue(), value)) {
        return false;
      }
    }
    return true;
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
    BigDecimal one = Json.decimal(asked);
    BigDecimal other = Json.decimal(held);
    return one != null
        && other != null
        && (one.compareTo(other) == 0 || one.doubleValue() == other.doubleValue());
  }

  /** An XRP amount written as an object is held as drops; below a million it was XRP. */
  private static boolean isDropsOf(JsonNode amount, JsonNode held) {
    BigDecimal value = Json.decimal(amount.path("value"));
    BigDecimal drops = Json.decimal(held);
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
