package dev.countersign.request;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Accounts as people write them (r…): base58 with the ledger's own alphabet and a checksum. */
public final class ClassicAddress {
  private static final String ALPHABET =
      "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
  private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

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
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        return false;
      }
      number = number.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    byte[] tail = number.toByteArray();
    int signless = tail.length > 1 && tail[0] == 0 ? 1 : 0;
    int zeros = BODY + CHECKSUM - (tail.length - signless);
    // Each leading zero byte, the type's first, is written as one letter of its own.
    if (zeros < 1 || leadingZeros(text) != zeros) {
      return false;
    }
    byte[] all = new byte[BODY + CHECKSUM];
    System.arraycopy(tail, signless, all, zeros, tail.length - signless);
    byte[] checksum = Arrays.copyOfRange(all, BODY, BODY + CHECKSUM);
    return Arrays.equals(checksum, checksum(Arrays.copyOf(all, BODY)));
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
