package dev.countersign.sandbox.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** The ledger's own decimal numbers of 19 digits: eight bytes of mantissa, four of exponent. */
final class Numbers {
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,5})?");
  private static final int DIGITS = 19;
  private static final int LARGEST_EXPONENT = 32_768;
  private static final int ZERO_EXPONENT = Integer.MIN_VALUE;
  private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE);

  private Numbers() {}

  static void encode(String text, Sink sink) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new CodecException("'" + text + "' is no decimal number.");
    }
    BigDecimal value = new BigDecimal(text);
    if (value.signum() == 0) {
      sink.number(0, 8).number(ZERO_EXPONENT, 4);
      return;
    }
    int exponent = value.precision() - value.scale() - DIGITS;
    BigInteger mantissa = mantissa(value, exponent);
    // Of 19 digits not all fit; those that do not are kept with one digit less.
    if (mantissa.abs().compareTo(LONGEST) > 0) {
      exponent++;
      mantissa = mantissa(value, exponent);
    }
    if (Math.abs(exponent) > LARGEST_EXPONENT) {
      throw new CodecException("'" + text + "' is out of range.");
    }
    sink.number(mantissa.longValueExact(), 8).number(exponent, 4);
  }

  private static BigInteger mantissa(BigDecimal value, int exponent) {
    return value.scaleByPowerOfTen(-exponent).setScale(0, RoundingMode.HALF_UP).toBigIntegerExact();
  }

  static String decode(Source source) {
    long mantissa = source.number(8);
    int exponent = (int) source.number(4);
    if (mantissa == 0) {
      return "0";
    }
    BigDecimal value = BigDecimal.valueOf(mantissa).scaleByPowerOfTen(exponent);
    BigDecimal plain = value.stripTrailingZeros();
    int shown = value.precision() - value.scale() - DIGITS;
    boolean scientific = shown != 0 && (shown < -DIGITS - 9 || shown > -DIGITS + 11);
    return scientific ? plain.unscaledValue() + "e" + -plain.scale() : plain.toPlainString();
  }
}
