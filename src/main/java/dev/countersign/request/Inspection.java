package dev.countersign.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What looking into the signed blob has shown. The platform compares nothing: that what was signed
 * is what was asked for, and by whom, is for its reader to find out (PROTOCOL §12, §13).
 */
public sealed interface Inspection {
  /** In {@link Checked#mismatch}: what was looked into is not what has this hash. */
  String TXID = "txid";

  /** What the signed transaction says; null if nobody could read it, or it is another. */
  default @Nullable SignedTransaction transaction() {
    return this instanceof Checked checked && !checked.mismatch().contains(TXID)
        ? checked.signed()
        : null;
  }

  /** There is no signature. */
  record NothingSigned() implements Inspection {}

  /** Not known to be right and not known to be wrong; for a person, why. */
  record Unchecked(String reason) implements Inspection {}

  /**
   * @param mismatch in alphabetical order, names of what is not as it should be: fields of the
   *     transaction that are not what was asked for, were left out or were added, {@code txid} if
   *     it is not the blob's hash, {@code TxnSignature} if the signature is not valid for the key,
   *     {@code SigningPubKey} if that key is neither the account's nor the signer's, {@code
   *     Account} if it is not whom the platform names, {@code Signers} if one signed instead of
   *     several or the other way round, or whom the platform names is not among them; empty if all
   *     is as it should be
   */
  record Checked(SignedTransaction signed, List<String> mismatch) implements Inspection {
    public Checked {
      mismatch = List.copyOf(mismatch);
    }
  }
}
