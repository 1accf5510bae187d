package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.sandbox.codec.TransactionCodec;

/** Sign-ins that one person has really signed, each with a memo of its own, made beforehand. */
public final class SignedSignIns {
  private static final Identity ADA = Identity.of("ada");

  /**
   * @param account who has signed
   * @param hex of the signed object
   */
  public record SignIn(String account, String hex, String txid) {}

  private SignedSignIns() {}

  /**
   * @param memo hex; the request's {@code MemoData}
   */
  public static SignIn sign(String memo) {
    ObjectNode content = Json.object();
    content.putArray("Memos").addObject().putObject("Memo").put("MemoData", memo);
    content.put("SigningPubKey", ADA.publicKey());
    content.put("Account", ADA.account());
    TransactionCodec codec = TransactionCodec.XRPL;
    content.put("TxnSignature", ADA.keys().sign(codec.encodeForSigning(content)));
    String hex = codec.encode(content);
    return new SignIn(ADA.account(), hex, TransactionCodec.hash(hex));
  }
}
