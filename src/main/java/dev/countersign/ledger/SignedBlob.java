package dev.countersign.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A serialised transaction and what is in it. */
final class SignedBlob {
  /** Wallets sign a few hundred bytes, with many signers or long memos some thousand. */
  private static final int LONGEST = 65_536;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final byte[] HASHED = prefix("TXN");
  private static final byte[] SIGNED = prefix("STX");
  private static final byte[] MULTISIGNED = prefix("SMT");

  private final ObjectNode transaction;
  private final byte[] bytes;
  private final byte[] signed;

  /**
   * @param signed the bytes without those that a signature does not cover
   */
  SignedBlob(ObjectNode transaction, byte[] bytes, byte[] signed) {
    this.transaction = transaction;
    this.bytes = bytes;
    this.signed = signed;
  }

  static byte[] bytes(String hex) throws UnreadableException {
    if (hex.length() > 2 * LONGEST) {
      throw new UnreadableException(
          "it has %d bytes, more than the %d that are looked into"
              .formatted(hex.length() / 2, LONGEST));
    }
    try {
      return HEX.parseHex(hex);
    } catch (IllegalArgumentException _) {
      throw new UnreadableException("it is no hex, or cut off");
    }
  }

  /** PROTOCOL §5.3: the first half of a SHA-512 over prefix and blob; needs no codec. */
  static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-512").digest(joined(HASHED, bytes));
      return HEX.formatHex(digest, 0, digest.length / 2);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no SHA-512.", e);
    }
  }

  ObjectNode transaction() {
    return transaction;
  }

  String hash() {
    return hash(bytes);
  }

  /** What a single signature is made over. */
  byte[] content() {
    return joined(SIGNED, signed);
  }

  /** What one of several signers signs. */
  byte[] contentFor(byte[] account) {
    return joined(joined(MULTISIGNED, signed), account);
  }

  /** For SignIn a wallet signs what is no transaction (PROTOCOL §5.3). */
  boolean isSignIn() {
    return !transaction.has(FieldTypes.TRANSACTION_TYPE);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] prefix(String letters) {
    return (letters + "\0").getBytes(US_ASCII);
  }
}
