package dev.countersign.ledger;

import java.math.BigInteger;
import java.util.HexFormat;

/**
 * An ECDSA signature (r, s) is as valid as (r, n - s). Ledgers have asked for the smaller s since
 * 2020, xrpl4j knows only that one, and not every wallet makes it.
 */
final class LowS {
  private static final BigInteger ORDER =
      new BigInteger("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", 16);

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  private LowS() {}

  /** What is no signature comes back as it is. */
  static String of(String signature) {
    byte[] der = HEX.parseHex(signature);
    if (der.length < 8 || der[0] != SEQUENCE || der[2] != INTEGER || der[3] < 1) {
      return signature;
    }
    int at = 4 + der[3];
    if (at + 2 > der.length || der[at] != INTEGER || der[at + 1] != der.length - at - 2) {
      return signature;
    }
    BigInteger s = new BigInteger(1, der, at + 2, der.length - at - 2);
    if (s.compareTo(ORDER.shiftRight(1)) <= 0 || s.compareTo(ORDER) >= 0) {
      return signature;
    }
    byte[] low = ORDER.subtract(s).toByteArray();
    return "%02X%02X%s%02X%02X%s"
        .formatted(
            SEQUENCE,
            at + low.length,
            HEX.formatHex(der, 2, at),
            INTEGER,
            low.length,
            HEX.formatHex(low));
  }
}
