package dev.countersign.sandbox.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.sandbox.codec.Addresses;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The first half of SHA-512, by which a ledger names what is in it. */
final class Hashes {
  private static final byte[] ACCOUNT_SPACE = {0, 'a'};

  private Hashes() {}

  /** Where the ledger keeps an account. */
  static String accountRoot(String account) {
    byte[] id = Addresses.decode(account);
    return id == null ? of("account", account) : half(ACCOUNT_SPACE, id);
  }

  /** A made-up one: the same things always have the same. */
  static String of(Object... parts) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      text.append(part).append('\0');
    }
    return half(text.toString().getBytes(UTF_8));
  }

  private static String half(byte[]... parts) {
    try {
      MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
      for (byte[] part : parts) {
        sha512.update(part);
      }
      return HexFormat.of().withUpperCase().formatHex(sha512.digest(), 0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no SHA-512.", e);
    }
  }
}
