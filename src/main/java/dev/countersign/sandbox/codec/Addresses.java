package dev.countersign.sandbox.codec;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Classic addresses: base58 with the ledger's own alphabet, a type prefix and a checksum. */
public final class Addresses {
  public static final int ACCOUNT_ID = 20;

  private static final String ALPHABET =
      "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz";
  private static final int CHECKSUM = 4;
  private static final int PAYLOAD = 1 + ACCOUNT_ID + CHECKSUM;

  private Addresses() {}

  public static String encode(byte[] accountId) {
    byte[] left = new byte[PAYLOAD];
    System.arraycopy(accountId, 0, left, 1, ACCOUNT_ID);
    System.arraycopy(checksum(left), 0, left, 1 + ACCOUNT_ID, CHECKSUM);
    StringBuilder text = new StringBuilder(35);
    int start = 0;
    while (start < PAYLOAD && left[start] == 0) {
      start++;
    }
    int zeros = start;
    while (start < PAYLOAD) {
      int remainder = 0;
      for (int i = start; i < PAYLOAD; i++) {
        int digit = remainder << 8 | left[i] & 0xFF;
        left[i] = (byte) (digit / 58);
        remainder = digit % 58;
      }
      text.append(ALPHABET.charAt(remainder));
      while (start < PAYLOAD && left[start] == 0) {
        start++;
      }
    }
    return text.repeat(ALPHABET.charAt(0), zeros).reverse().toString();
  }

  /** The account's 20 bytes; null for what is no classic address. */
  public static byte @Nullable [] decode(String text) {
    if (text.length() < 25 || text.length() > 35 || text.charAt(0) != ALPHABET.charAt(0)) {
      return null;
    }
    byte[] payload = new byte[PAYLOAD];
    for (int c = 0; c < text.length(); c++) {
      int carry = ALPHABET.indexOf(text.charAt(c));
      if (carry < 0) {
        return null;
      }
      for (int i = PAYLOAD - 1; i >= 0; i--) {
        carry += 58 * (payload[i] & 0xFF);
        payload[i] = (byte) carry;
        carry >>= 8;
      }
      if (carry != 0) {
        return null;
      }
    }
    byte[] id = Arrays.copyOfRange(payload, 1, 1 + ACCOUNT_ID);
    // Written back, also a wrong prefix, checksum or number of leading zeros shows.
    return encode(id).equals(text) ? id : null;
  }

  private static byte[] checksum(byte[] payload) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(payload, 0, 1 + ACCOUNT_ID);
      return sha256.digest(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no SHA-256.", e);
    }
  }
}
