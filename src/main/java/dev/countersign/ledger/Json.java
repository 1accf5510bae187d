package dev.countersign.ledger;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Reads what nodes send; what is there twice or not to the end is nothing. */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  static final long LARGEST_INDEX = 0xFFFF_FFFFL;

  private Json() {}

  static @Nullable ObjectNode object(String text) {
    try {
      return MAPPER.readTree(text) instanceof ObjectNode object ? object : null;
      // Jackson lets through what BigDecimal says of 1e99999999999.
    } catch (JacksonException | NumberFormatException _) {
      return null;
    }
  }

  /** A whole number of 32 bits, as the index of a ledger or the id of a network; or null. */
  static @Nullable Long index(JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      return null;
    }
    long value = node.longValue();
    return value < 0 || value > LARGEST_INDEX ? null : value;
  }
}
