package dev.countersign.sandbox;

import dev.countersign.sandbox.codec.Definitions;
import dev.countersign.sandbox.codec.TransactionCodec;
import java.util.Set;

/** The transaction types that the platform takes (PROTOCOL §4.1). */
final class TransactionTypes {
  static final String SIGN_IN = "SignIn";
  static final String CHANNEL_AUTHORIZE = "PaymentChannelAuthorize";

  /** Signed by the wallet, on no ledger. */
  private static final Set<String> PSEUDO = Set.of(SIGN_IN, CHANNEL_AUTHORIZE);

  private TransactionTypes() {}

  static boolean allowed(String type) {
    return pseudo(type)
        || Definitions.XRPL.hasTransaction(type)
        || Definitions.XAHAU.hasTransaction(type);
  }

  static boolean pseudo(String type) {
    return PSEUDO.contains(type);
  }

  static boolean onlyOnXahau(String type) {
    return Definitions.XAHAU.hasTransaction(type) && !Definitions.XRPL.hasTransaction(type);
  }

  /** A template without a network of its own is read as the ledger that knows its type does. */
  static TransactionCodec codec(String type) {
    return onlyOnXahau(type) ? TransactionCodec.XAHAU : TransactionCodec.XRPL;
  }
}
