package dev.countersign.ledger;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * @param txid 64 hex digits
 * @param lastLedgerSequence of the signed transaction; null if it has none, or it is not known
 * @param since a ledger that was validated <em>before the transaction was signed</em>, when its
 *     request was created for instance; null if none is known. It begins the range that has to be
 *     without the transaction before anybody says {@link Fate.Never}, so a later one than that
 *     would make failures of payments that went through before it.
 * @param account the Account in the signed blob whose hash is {@code txid}; null if the blob could
 *     not be read. Where a node cannot say that it searched a ledger without any transaction, the
 *     list of this account's transactions proves as much.
 * @param sequence of the signed transaction; null if it is not known, 0 if it uses a ticket
 */
public record Question(
    String txid,
    @Nullable Long lastLedgerSequence,
    @Nullable Long since,
    @Nullable String account,
    @Nullable Long sequence) {
  private static final Pattern HASH = Pattern.compile("[0-9A-F]{64}");

  public Question {
    txid = txid.toUpperCase(Locale.ROOT);
  }

  boolean hasHash() {
    return HASH.matcher(txid).matches();
  }
}
