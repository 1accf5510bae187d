package dev.countersign.sandbox.codec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The small values of JSON, strictly: a number is no string and a string no number. */
final class Scalars {
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");
  private static final Pattern PAIRS = Pattern.compile("([0-9A-Fa-f]{2})*");

  private Scalars() {}

  static String text(JsonNode value) {
    if (!value.isTextual()) {
      throw new CodecException(value + " is no string.");
    }
    return value.textValue();
  }

  static byte[] hex(JsonNode value) {
    String text = text(value);
    if (!PAIRS.matcher(text).matches()) {
      throw new CodecException("'" + text + "' is no hex.");
    }
    return HexFormat.of().parseHex(text);
  }

  static byte[] hex(JsonNode value, int bytes) {
    byte[] found = hex(value);
    if (found.length != bytes) {
      throw new CodecException(value + " is not " + bytes + " bytes of hex.");
    }
    return found;
  }

  static byte[] account(JsonNode value) {
    byte[] id = Addresses.decode(text(value));
    if (id == null) {
      throw new CodecException(value + " is no classic address.");
    }
    return id;
  }

  static long whole(JsonNode value, int bytes) {
    long most = (1L << 8 * bytes) - 1;
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < 0
        || value.longValue() > most) {
      throw new CodecException(value + " is no whole number from 0 to " + most + ".");
    }
    return value.longValue();
  }

  /** Numbers of four bytes are also taken as digits in a string. */
  static long wholeOrDigits(JsonNode value) {
    if (value.isTextual() && DIGITS.matcher(value.textValue()).matches()) {
      long number = Long.parseLong(value.textValue());
      if (number <= 0xFFFF_FFFFL) {
        return number;
      }
    }
    return whole(value, 4);
  }
}
