package dev.countersign.request;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Accounts as people write them (r…): base58 with the ledger's own alphabet and a checksum. */
public final class ClassicAddress {
  private static final String ALPHABET =
      "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";

  /** A type of 0 and the account's 20 bytes. */
  private static final int BODY = 21;

  private static final int CHECKSUM = 4;
  private static final int SHORTEST = 25;
  private static final int LONGEST = 35;

  private ClassicAddress() {}

  public static boolean isValid(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      return false;
    }
    byte[] number = new byte[BODY + CHECKSUM];
    for (int i = 0; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0 || !append(number, digit)) {
        return false;
      }
    }
    // Each leading zero byte, the type's first, is written as one letter of its own.
    int zeros = leadingZeros(number);
    if (zeros < 1 || leadingZeros(text) != zeros) {
      return false;
    }
    byte[] checksum = Arrays.copyOfRange(number, BODY, BODY + CHECKSUM);
    return Arrays.equals(checksum, checksum(Arrays.copyOf(number, BODY)));
  }

  /** One digit more; false if the number has no room for it. */
  private static boolean append(byte[] number, int digit) {
    int carry = digit;
    for (int i = number.length - 1; i >= 0; i--) {
      carry += Byte.toUnsignedInt(number[i]) * ALPHABET.length();
      number[i] = (byte) carry;
      carry >>>= Byte.SIZE;
    }
    return carry == 0;
  }

  private static int leadingZeros(byte[] number) {
    int zeros = 0;
    while (zeros < number.length && number[zeros] == 0) {
      zeros++;
    }
    return zeros;
  }

  private static int leadingZeros(String text) {
    int zeros = 0;
    while (zeros < text.length() && text.charAt(zeros) == ALPHABET.charAt(0)) {
      zeros++;
    }
    return zeros;
  }

  private static byte[] checksum(byte[] body) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return Arrays.copyOf(sha256.digest(sha256.digest(body)), CHECKSUM);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
