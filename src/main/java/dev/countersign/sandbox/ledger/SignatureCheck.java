package dev.countersign.sandbox.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.sandbox.codec.Addresses;
import dev.countersign.sandbox.codec.TransactionCodec;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xrpl.xrpl4j.codec.addresses.KeyType;
import org.xrpl.xrpl4j.codec.addresses.UnsignedByteArray;
import org.xrpl.xrpl4j.crypto.keys.PublicKey;
import org.xrpl.xrpl4j.crypto.signing.Signature;
import org.xrpl.xrpl4j.crypto.signing.bc.BcSignatureService;

/** Whether a transaction is signed by its account, or by several, secp256k1 or Ed25519. */
final class SignatureCheck {
  private static final int MOST_SIGNERS = 32;
  private static final Verifier VERIFIER = new Verifier();

  /** The library verifies only what it has classes for; its bare check is meant for subclasses. */
  private static final class Verifier extends BcSignatureService {
    boolean verify(PublicKey key, byte[] content, Signature signature) {
      UnsignedByteArray signed = UnsignedByteArray.of(content);
      return key.keyType() == KeyType.ED25519
          ? edDsaVerify(key, signed, signature)
          : ecDsaVerify(key, signed, signature);
    }
  }

  private final TransactionCodec codec;

  SignatureCheck(TransactionCodec codec) {
    this.codec = codec;
  }

  /** What is wrong with the signatures themselves, as a server says it; null is nothing. */
  @Nullable String complaint(ObjectNode transaction) {
    boolean several = transaction.has("Signers");
    boolean keyless = transaction.path("SigningPubKey").asText().isEmpty();
    if (several && (!keyless || transaction.has("TxnSignature"))) {
      return "Cannot both single- and multi-sign.";
    }
    if (several) {
      return complaintAboutSigners(transaction);
    }
    if (keyless) {
      return "Empty SigningPubKey.";
    }
    return valid(transaction, codec.encodeForSigning(transaction)) ? null : "Invalid signature.";
  }

  private @Nullable String complaintAboutSigners(ObjectNode transaction) {
    JsonNode signers = transaction.path("Signers");
    if (signers.isEmpty() || signers.size() > MOST_SIGNERS) {
      return "Invalid Signers array size.";
    }
    byte[] last = new byte[Addresses.ACCOUNT_ID];
    for (JsonNode entry : signers) {
      JsonNode signer = entry.path("Signer");
      String account = signer.path("Account").asText();
      byte[] id = Addresses.decode(account);
      if (id == null || account.equals(transaction.path("Account").asText())) {
        return "Invalid multisigner.";
      }
      int order = Arrays.compareUnsigned(last, id);
      if (order >= 0) {
        return order == 0 ? "Duplicate Signers not allowed." : "Unsorted Signers array.";
      }
      last = id;
      if (!valid(signer, codec.encodeForMultisigning(transaction, account))) {
        return "Invalid signature on account " + account + ".";
      }
    }
    return null;
  }

  /**
   * The engine's result for a key that is not the account's; null is none. Every account has its
   * master key alone, and whoever signs among several is on its list.
   */
  static @Nullable String refusal(ObjectNode transaction) {
    if (!transaction.has("Signers")) {
      return ownKey(transaction) ? null : "tefBAD_AUTH_MASTER";
    }
    for (JsonNode entry : transaction.path("Signers")) {
      if (!ownKey(entry.path("Signer"))) {
        return "tefBAD_SIGNATURE";
      }
    }
    return null;
  }

  private static boolean ownKey(JsonNode signer) {
    return key(signer).deriveAddress().value().equals(signer.path("Account").asText());
  }

  /** Whatever the library makes of a broken key or signature, it is not valid. */
  private static boolean valid(JsonNode signer, byte[] content) {
    try {
      Signature signature = Signature.fromBase16(signer.path("TxnSignature").asText());
      return VERIFIER.verify(key(signer), content, signature);
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static PublicKey key(JsonNode signer) {
    return PublicKey.fromBase16EncodedPublicKey(signer.path("SigningPubKey").asText());
  }
}
