package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.sandbox.codec.CodecException;
import dev.countersign.sandbox.codec.TransactionCodec;

/**
 * Whether a template has a binary form, and back from there (codes 601 to 603, PROTOCOL §3.1). The
 * platform signs with a throw-away key to find out; what can be serialised can be signed.
 */
final class TransactionCheck {
  private static final String TYPE = "TransactionType";

  private TransactionCheck() {}

  /** Fields that the ledger does not know are carried along unsigned, so they may hold anything. */
  static boolean serialisable(String type, ObjectNode request) {
    ObjectNode signed = request;
    if (TransactionTypes.pseudo(type)) {
      signed = request.deepCopy();
      signed.remove(TYPE);
    }
    try {
      codec(type, request).encode(signed);
      if (type.equals(TransactionTypes.CHANNEL_AUTHORIZE)) {
        WalletSigner.claim(request);
      }
      return true;
    } catch (CodecException e) {
      return false;
    }
  }

  private static TransactionCodec codec(String type, ObjectNode request) {
    Network named = Network.withId(request.path("NetworkID").asInt(-1));
    return named != null && named.codec.definitions().hasTransaction(type)
        ? named.codec
        : TransactionTypes.codec(type);
  }

  /** The two ledgers give some numbers to different things; a Xahau blob names its network. */
  static ObjectNode decoded(String blob) {
    try {
      ObjectNode plain = TransactionCodec.XRPL.decode(blob);
      Network named = Network.withId(plain.path("NetworkID").asInt(-1));
      return named == null || named.codec == TransactionCodec.XRPL
          ? plain
          : named.codec.decode(blob);
    } catch (CodecException e) {
      try {
        return TransactionCodec.XAHAU.decode(blob);
      } catch (CodecException neither) {
        throw PlatformError.invalid(601);
      }
    }
  }
}
