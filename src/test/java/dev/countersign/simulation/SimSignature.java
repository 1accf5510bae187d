package dev.countersign.simulation;

import dev.countersign.request.Amount;
import dev.countersign.request.Inspection;
import dev.countersign.request.SignedTransaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a person really signed, what of that the platform shows, and what becomes of it.
 *
 * @param ledger where the wallet submits, if it does
 * @param claimed the account that the platform names
 * @param nodetype as the platform shows it; null: it does not
 * @param transaction the one with this txid
 * @param mismatch what of it differs from what was asked for
 * @param shown what looking into the blob shows
 * @param height the newest validated ledger at that moment
 * @param includedIn the ledger that has it; null: none ever will
 * @param uncounted no node says how much was delivered
 */
record SimSignature(
    String txid,
    SimLedger ledger,
    String claimed,
    @Nullable String nodetype,
    SignedTransaction transaction,
    List<String> mismatch,
    Inspection shown,
    long height,
    @Nullable Long includedIn,
    String result,
    @Nullable Amount delivered,
    boolean uncounted) {

  /** Whether the one who signed is not whom the platform names, or the blob is not what it says. */
  boolean isForged() {
    return shown instanceof Inspection.Checked checked
        && checked.mismatch().stream().anyMatch(SimWallet.FORGERIES::contains);
  }
}
