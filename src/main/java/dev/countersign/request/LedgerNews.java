package dev.countersign.request;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the ledger tells of a transaction. */
public sealed interface LedgerNews {

  /**
   * In a validated ledger; final.
   *
   * @param closedAt of that ledger; null if nobody said
   * @param result {@code tesSUCCESS}, or a {@code tec…} that cost the fee and did nothing
   * @param delivered null: nothing, or nobody says how much
   * @param uncounted something may have been delivered, and nobody says how much
   * @param mismatch names of fields that are not what was asked for; null if nobody could compare
   */
  record Validated(
      long ledgerIndex,
      @Nullable Instant closedAt,
      String result,
      @Nullable Amount delivered,
      boolean uncounted,
      SignedTransaction transaction,
      @Nullable List<String> mismatch)
      implements LedgerNews {
    public Validated {
      mismatch = mismatch == null ? null : List.copyOf(mismatch);
    }

    boolean isSuccess() {
      return result.equals("tesSUCCESS");
    }

    boolean delivers(Amount expected) {
      return delivered != null && delivered.isAtLeast(expected);
    }
  }

  /** Proven to be in no ledger in which it could be; final. */
  record Never() implements LedgerNews {}

  /** Not there yet, or nothing was learned: no fact in either case. */
  record Pending() implements LedgerNews {}
}
