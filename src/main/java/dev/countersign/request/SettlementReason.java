package dev.countersign.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a signed transaction has not settled as expected, the first that holds. */
public enum SettlementReason {
  /** It was in a ledger before its payload was made: signed, and paid, for something else. */
  OLDER_THAN_REQUEST,
  /** It is in a ledger, and did nothing but cost its fee: {@code tec…}. */
  ENGINE_RESULT,
  /** It is in no ledger, and too late for others. */
  LAST_LEDGER_SEQUENCE_PASSED,
  WRONG_NETWORK(Expectation.NETWORK),
  WRONG_ACCOUNT(Expectation.ACCOUNT),
  WRONG_DESTINATION(Expectation.DESTINATION),
  WRONG_DESTINATION_TAG(Expectation.DESTINATION_TAG),
  /** Less was delivered than expected, or something else. */
  WRONG_AMOUNT(Expectation.AMOUNT),
  /** What was signed is not the transaction that was asked for. */
  NOT_AS_ASKED,
  /** Nothing final was learned within {@code countersign.settle-within}. */
  NOT_LEARNED_IN_TIME;

  private final @Nullable String expectation;

  SettlementReason() {
    this(null);
  }

  SettlementReason(@Nullable String expectation) {
    this.expectation = expectation;
  }

  /**
   * Null if nothing is known to be wrong.
   *
   * @param older whether it was in a ledger before its payload was made
   * @param unmet what it contradicts of what was expected
   */
  static @Nullable SettlementReason of(
      LedgerNews.Validated news, boolean older, List<String> unmet) {
    if (older) {
      return OLDER_THAN_REQUEST;
    }
    if (!news.isSuccess()) {
      return ENGINE_RESULT;
    }
    for (SettlementReason reason : values()) {
      if (reason.expectation != null && unmet.contains(reason.expectation)) {
        return reason;
      }
    }
    return news.mismatch() == null || news.mismatch().isEmpty() ? null : NOT_AS_ASKED;
  }
}
