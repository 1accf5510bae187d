package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.request.Ask;
import dev.countersign.request.Inspection;
import dev.countersign.request.PayloadView;
import dev.countersign.request.SignedTransaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks into what a person signed (CONTRACT §9, PROTOCOL §12, §13). */
public final class Inspector {
  private Inspector() {}

  /**
   * Whatever the blob is, this returns. A blob that cannot be read is {@link Inspection.Unchecked}
   * even if {@code txid} is not its hash; the reason says so then.
   *
   * @param asked null: nothing is known of what was asked for
   * @param multisign whether it was to be signed as one of several
   */
  public static Inspection inspect(
      Ask.@Nullable Template asked, PayloadView.Response response, boolean multisign) {
    String hex = response.hex();
    String txid = response.txid();
    if (hex == null || txid == null) {
      return new Inspection.Unchecked("the platform has not said what was signed");
    }
    try {
      ObjectNode template = asked == null ? null : AskedTransaction.read(asked);
      SignedBlob blob = read(hex, txid);
      OtherLedgers.check(template, blob.transaction(), response);
      Verdict verdict = new Verdict();
      if (!blob.hash().equalsIgnoreCase(txid)) {
        verdict.mismatch("txid");
      }
      new SignerCheck(blob, response, verdict).check(multisign);
      if (template != null) {
        verdict.mismatch(AskedFields.mismatch(template, blob.transaction()));
      }
      return verdict.of(summary(blob.transaction()));
    } catch (UnreadableException e) {
      return new Inspection.Unchecked(e.reason());
    }
  }

  /**
   * Compares what is in a validated ledger; who signed, and whether they may, the ledger has
   * judged. Null if it cannot be compared.
   *
   * @param transaction as in {@link Fate.Validated}
   */
  public static @Nullable List<String> mismatch(
      Ask.@Nullable Template asked, JsonNode transaction) {
    if (asked == null) {
      return null;
    }
    try {
      ObjectNode template = AskedTransaction.read(asked);
      boolean misread = asked instanceof Ask.Template.TxBlob && OtherLedgers.isAmbiguous(template);
      return misread ? null : List.copyOf(AskedFields.mismatch(template, transaction));
    } catch (UnreadableException _) {
      return null;
    }
  }

  private static SignedBlob read(String hex, String txid) throws UnreadableException {
    byte[] bytes = bytes(hex);
    try {
      return BlobReader.read(bytes);
    } catch (UnreadableException e) {
      String hash = SignedBlob.hash(bytes);
      throw new UnreadableException(
          "what was signed cannot be read: "
              + e.reason()
              + (hash.equalsIgnoreCase(txid) ? "" : "; and its hash is not " + txid));
    }
  }

  private static byte[] bytes(String hex) throws UnreadableException {
    try {
      return SignedBlob.bytes(hex);
    } catch (UnreadableException e) {
      throw new UnreadableException("what was signed cannot be read: " + e.reason());
    }
  }

  /** What a transaction says where it matters. */
  public static SignedTransaction summary(JsonNode transaction) {
    JsonNode amount =
        transaction.has("Amount") ? transaction.path("Amount") : transaction.path("DeliverMax");
    return new SignedTransaction(
        transaction.path("Account").textValue(),
        transaction.path("Destination").textValue(),
        Json.index(transaction.path("DestinationTag")),
        Amounts.parse(amount),
        Json.index(transaction.path("NetworkID")),
        Json.index(transaction.path("Sequence")),
        Json.index(transaction.path("LastLedgerSequence")));
  }
}
