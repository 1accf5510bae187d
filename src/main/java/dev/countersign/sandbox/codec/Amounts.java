package dev.countersign.sandbox.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Amounts: drops, issued currencies with 16 digits, multi-purpose tokens. */
final class Amounts {
  private static final Pattern DROPS = Pattern.compile("[0-9]{1,18}");
  private static final Pattern UNITS = Pattern.compile("[0-9]{1,19}");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?");
  private static final long MOST_DROPS = 100_000_000_000_000_000L;
  private static final int DIGITS = 16;
  private static final int LEAST_EXPONENT = -96;
  private static final int MOST_EXPONENT = 80;

  private static final long ISSUED = 1L << 63;
  private static final long POSITIVE = 1L << 62;
  private static final int EXPONENT_AT = 54;
  private static final int EXPONENT_BIAS = 97;
  private static final long MANTISSA = (1L << EXPONENT_AT) - 1;
  private static final int TOKEN = 0x60;
  private static final int TOKEN_FLAG = 0x20;

  private Amounts() {}

  static void encode(JsonNode amount, Currencies currencies, Sink sink) {
    if (amount.isTextual()) {
      sink.number(POSITIVE | drops(amount.textValue()), 8);
    } else if (amount.size() == 3 && amount.has("issuer")) {
      sink.number(issued(Scalars.text(amount.path("value"))), 8);
      sink.put(currencies.encode(Scalars.text(amount.path("currency"))));
      sink.put(Scalars.account(amount.path("issuer")));
    } else if (amount.size() == 2 && amount.has("mpt_issuance_id")) {
      sink.put(TOKEN).number(units(Scalars.text(amount.path("value"))), 8);
      sink.put(Scalars.hex(amount.path("mpt_issuance_id"), 24));
    } else {
      throw new CodecException(amount + " is no amount.");
    }
  }

  private static long drops(String text) {
    if (!DROPS.matcher(text).matches() || Long.parseLong(text) > MOST_DROPS) {
      throw new CodecException("'" + text + "' is no number of drops.");
    }
    return Long.parseLong(text);
  }

  private static long units(String text) {
    if (!UNITS.matcher(text).matches() || new BigInteger(text).bitLength() > 63) {
      throw new CodecException("'" + text + "' is no whole number of units.");
    }
    return Long.parseLong(text);
  }

  private static long issued(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new CodecException("'" + text + "' is no decimal number.");
    }
    BigDecimal value = new BigDecimal(text).stripTrailingZeros();
    if (value.signum() == 0) {
      return ISSUED;
    }
    int exponent = value.precision() - value.scale() - DIGITS;
    if (value.precision() > DIGITS || exponent < LEAST_EXPONENT || exponent > MOST_EXPONENT) {
      throw new CodecException(
          "'%s' has more than %d digits or is out of range.".formatted(text, DIGITS));
    }
    long mantissa = value.abs().scaleByPowerOfTen(-exponent).longValueExact();
    return ISSUED
        | (value.signum() > 0 ? POSITIVE : 0)
        | (long) (exponent + EXPONENT_BIAS) << EXPONENT_AT
        | mantissa;
  }

  static JsonNode decode(Currencies currencies, Source source) {
    if ((source.peek() & 0x80) != 0) {
      long bits = source.number(8);
      return JsonNodeFactory.instance
          .objectNode()
          .put("currency", currencies.decode(source.take(20)))
          .put("issuer", Addresses.encode(source.take(20)))
          .put("value", issued(bits));
    }
    if ((source.peek() & TOKEN_FLAG) != 0) {
      String sign = (source.next() & 0x40) == 0 ? "-" : "";
      String value = sign + source.number(8);
      String id = HexFormat.of().withUpperCase().formatHex(source.take(24));
      return JsonNodeFactory.instance.objectNode().put("mpt_issuance_id", id).put("value", value);
    }
    long bits = source.number(8);
    String sign = (bits & POSITIVE) == 0 ? "-" : "";
    return TextNode.valueOf(sign + (bits & POSITIVE - 1));
  }

  private static String issued(long bits) {
    if ((bits & ~ISSUED) == 0) {
      return "0";
    }
    int exponent = (int) (bits >>> EXPONENT_AT & 0xFF) - EXPONENT_BIAS;
    BigDecimal value =
        BigDecimal.valueOf(bits & MANTISSA).scaleByPowerOfTen(exponent).stripTrailingZeros();
    return ((bits & POSITIVE) == 0 ? value.negate() : value).toPlainString();
  }
}
