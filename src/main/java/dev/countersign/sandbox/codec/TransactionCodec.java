package dev.countersign.sandbox.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Transactions in their binary form, for one kind of ledger. */
public final class TransactionCodec {
  public static final TransactionCodec XRPL = new TransactionCodec(Definitions.XRPL);
  public static final TransactionCodec XAHAU = new TransactionCodec(Definitions.XAHAU);

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final byte[] HASHED = prefix("TXN");
  private static final byte[] SIGNED = prefix("STX");
  private static final byte[] MULTISIGNED = prefix("SMT");
  private static final byte[] CLAIM = prefix("CLM");

  private final Definitions definitions;

  private TransactionCodec(Definitions definitions) {
    this.definitions = definitions;
  }

  public Definitions definitions() {
    return definitions;
  }

  /** Upper-case hex. Fields that the ledger does not know are left out. */
  public String encode(ObjectNode transaction) {
    Sink sink = new Sink();
    new Encoder(definitions, sink).object(transaction, field -> true);
    return HEX.formatHex(sink.toBytes());
  }

  /** What a single signature is made over. */
  public byte[] encodeForSigning(ObjectNode transaction) {
    return signable(SIGNED, transaction).toBytes();
  }

  /** What one of several signers signs. */
  public byte[] encodeForMultisigning(ObjectNode transaction, String signer) {
    return signable(MULTISIGNED, transaction)
        .put(Scalars.account(TextNode.valueOf(signer)))
        .toBytes();
  }

  private Sink signable(byte[] prefix, ObjectNode transaction) {
    Sink sink = new Sink().put(prefix);
    new Encoder(definitions, sink).object(transaction, Field::signed);
    return sink;
  }

  /** What lets the other side of a payment channel take so many drops. */
  public static byte[] encodeClaim(String channel, String drops) {
    Sink amount = new Sink();
    Amounts.encode(TextNode.valueOf(drops), Definitions.XRPL.currencies(), amount);
    byte[] plain = amount.toBytes();
    plain[0] &= 0x3F;
    return new Sink()
        .put(CLAIM)
        .put(Scalars.hex(TextNode.valueOf(channel), 32))
        .put(plain)
        .toBytes();
  }

  /** Refuses what is neither drops nor an amount of a currency or a multi-purpose token. */
  public void checkAmount(JsonNode amount) {
    Amounts.encode(amount, definitions.currencies(), new Sink());
  }

  public ObjectNode decode(String hex) {
    try {
      Source source = new Source(HEX.parseHex(hex));
      return new Decoder(definitions, source).transaction();
    } catch (IllegalArgumentException e) {
      throw new CodecException("The blob is no hex.", e);
    }
  }

  /** PROTOCOL §5.3: the first half of a SHA-512 over prefix and blob. */
  public static String hash(String hex) {
    try {
      MessageDigest sha512 = MessageDigest.getInstance("SHA-512");
      sha512.update(HASHED);
      return HEX.formatHex(sha512.digest(HEX.parseHex(hex)), 0, 32);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no SHA-512.", e);
    }
  }

  private static byte[] prefix(String letters) {
    return (letters + "\0").getBytes(US_ASCII);
  }
}
