package dev.countersign.request;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** So much of something, exactly. Equal amounts are equal however they were written. */
public sealed interface Amount {

  /** Whether both count the same thing, the issuer included. */
  boolean sameAsset(Amount other);

  /** Not less than the other, of the same thing. */
  boolean isAtLeast(Amount other);

  /** Drops as decimal digits, or an issued amount as JSON text. */
  String text();

  /** Null if that is no number of drops. */
  static @Nullable Amount drops(String digits) {
    return Drops.WRITTEN.matcher(digits).matches() ? new Drops(digits) : null;
  }

  /** Null if that is no amount of an issued currency, or a negative one. */
  static @Nullable Amount issued(String value, String currency, String issuer) {
    if (!Issued.NUMBER.matcher(value).matches()) {
      return null;
    }
    try {
      return new Issued(new BigDecimal(value), currency, issuer);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /**
   * XRP, or XAH.
   *
   * @param digits without leading zeros
   */
  record Drops(String digits) implements Amount {
    /** All coins there are have eighteen digits in drops. */
    private static final Pattern WRITTEN = Pattern.compile("0{0,64}(0|[1-9][0-9]{0,17})");

    public Drops {
      if (!WRITTEN.matcher(digits).matches()) {
        throw new IllegalArgumentException("'" + digits + "' is no number of drops");
      }
      digits = Long.toString(Long.parseLong(digits));
    }

    private long count() {
      return Long.parseLong(digits);
    }

    @Override
    public boolean sameAsset(Amount other) {
      return other instanceof Drops;
    }

    @Override
    public boolean isAtLeast(Amount other) {
      return other instanceof Drops drops && count() >= drops.count();
    }

    @Override
    public String text() {
      return digits;
    }
  }

  /**
   * @param currency three characters, or 40 upper-case hex digits where those cannot say it
   */
  record Issued(BigDecimal value, String currency, String issuer) implements Amount {
    private static final Pattern NUMBER =
        Pattern.compile("[+]?[0-9]{1,100}([.][0-9]{1,100})?([eE][+-]?[0-9]{1,3})?");
    private static final Pattern ISSUER = Pattern.compile("r[1-9A-HJ-NP-Za-km-z]{24,34}");

    /** What the ledger can hold: sixteen digits, between 1e-81 and 9999999999999999e80. */
    private static final int DIGITS = 16;

    private static final int SMALLEST = -81;
    private static final int LARGEST = 95;

    public Issued {
      value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
      String code = CurrencyCode.parse(currency);
      if (code == null || !fits(value) || !ISSUER.matcher(issuer).matches()) {
        throw new IllegalArgumentException(
            "%s %s of %s is no issued amount".formatted(value, currency, issuer));
      }
      currency = code;
    }

    private static boolean fits(BigDecimal value) {
      int magnitude = value.precision() - value.scale() - 1;
      return value.signum() >= 0
          && value.precision() <= DIGITS
          && (value.signum() == 0 || magnitude >= SMALLEST && magnitude <= LARGEST);
    }

    @Override
    public boolean sameAsset(Amount other) {
      return other instanceof Issued issued
          && currency.equals(issued.currency)
          && issuer.equals(issued.issuer);
    }

    @Override
    public boolean isAtLeast(Amount other) {
      return other instanceof Issued issued
          && sameAsset(issued)
          && value.compareTo(issued.value) >= 0;
    }

    @Override
    public String text() {
      // None of them has anything to escape.
      return "{\"value\":\"%s\",\"currency\":\"%s\",\"issuer\":\"%s\"}"
          .formatted(value.toPlainString(), currency, issuer);
    }
  }
}
