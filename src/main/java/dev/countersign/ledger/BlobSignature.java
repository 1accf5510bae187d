package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xrpl.xrpl4j.codec.addresses.KeyType;
import org.xrpl.xrpl4j.codec.addresses.UnsignedByteArray;
import org.xrpl.xrpl4j.crypto.keys.PublicKey;
import org.xrpl.xrpl4j.crypto.signing.Signature;
import org.xrpl.xrpl4j.crypto.signing.bc.BcSignatureService;

/** SigningPubKey and TxnSignature of a transaction, or of one of several signers. */
final class BlobSignature {
  /** Compressed secp256k1, or Ed25519. */
  private static final Pattern KEY = Pattern.compile("(02|03|ED)[0-9A-F]{64}");

  private static final Verifier VERIFIER = new Verifier();

  /** The library verifies only what it has classes for; its bare check is meant for subclasses. */
  private static final class Verifier extends BcSignatureService {
    boolean verify(PublicKey key, UnsignedByteArray content, Signature signature) {
      return key.keyType() == KeyType.ED25519
          ? edDsaVerify(key, content, signature)
          : ecDsaVerify(key, content, signature);
    }
  }

  private final @Nullable PublicKey key;
  private final String signature;

  private BlobSignature(@Nullable PublicKey key, String signature) {
    this.key = key;
    this.signature = signature;
  }

  static BlobSignature of(JsonNode signer) {
    String key = signer.path("SigningPubKey").asText();
    return new BlobSignature(
        KEY.matcher(key).matches() ? PublicKey.fromBase16EncodedPublicKey(key) : null,
        signer.path("TxnSignature").asText());
  }

  /** Of the key's own account; null if that is no key. */
  @Nullable String address() {
    return key == null ? null : key.deriveAddress().value();
  }

  /**
   * Also if it is not in the one form that ledgers ask for. Whatever the library makes of a broken
   * signature, or of a key that is no point of the curve, is not valid.
   */
  boolean valid(byte[] content) {
    try {
      return key != null && VERIFIER.verify(key, UnsignedByteArray.of(content), signature(key));
    } catch (RuntimeException _) {
      return false;
    }
  }

  private Signature signature(PublicKey key) {
    return Signature.fromBase16(key.keyType() == KeyType.ED25519 ? signature : LowS.of(signature));
  }
}
