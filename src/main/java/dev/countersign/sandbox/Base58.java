package dev.countersign.sandbox;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/** Classic XRP Ledger addresses: base58 with their own alphabet, a type prefix and a checksum. */
final class Base58 {
  private static final String ALPHABET =
      "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
  private static final BigInteger BASE = BigInteger.valueOf(58);
  private static final int ACCOUNT_ID = 20;
  private static final int CHECKSUM = 4;

  private Base58() {}

  static String address(byte[] accountId) {
    byte[] payload = new byte[1 + ACCOUNT_ID + CHECKSUM];
    System.arraycopy(accountId, 0, payload, 1, ACCOUNT_ID);
    System.arraycopy(checksum(payload), 0, payload, 1 + ACCOUNT_ID, CHECKSUM);
    StringBuilder text = new StringBuilder();
    for (BigInteger left = new BigInteger(1, payload);
        left.signum() > 0;
        left = left.divide(BASE)) {
      text.append(ALPHABET.charAt(left.mod(BASE).intValue()));
    }
    for (int i = 0; i < payload.length && payload[i] == 0; i++) {
      text.append(ALPHABET.charAt(0));
    }
    return text.reverse().toString();
  }

  static boolean isAddress(String text) {
    if (text.length() < 25 || text.length() > 35 || text.charAt(0) != 'r') {
      return false;
    }
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        return false;
      }
      value = value.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    String hex = value.toString(16);
    int digits = 2 * (1 + ACCOUNT_ID + CHECKSUM);
    if (hex.length() > digits - 2) {
      return false;
    }
    byte[] payload = HexFormat.of().parseHex("0".repeat(digits - hex.length()) + hex);
    byte[] id = Arrays.copyOfRange(payload, 1, 1 + ACCOUNT_ID);
    return address(id).equals(text);
  }

  private static byte[] checksum(byte[] payload) {
    byte[] versioned = Arrays.copyOf(payload, 1 + ACCOUNT_ID);
    return Digests.sha256(Digests.sha256(versioned));
  }
}
