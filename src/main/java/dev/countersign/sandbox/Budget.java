package dev.countersign.sandbox;

import org.jspecify.annotations.Nullable;

/** What calls are counted against, a sliding minute each (PROTOCOL §11). */
enum Budget {
  CALLS,
  CREATES,
  TRANSACTIONS,
  KYC,
  ACCOUNT_META;

  private static final int TRANSACTIONS_A_MINUTE = 60;
  private static final int KYC_A_MINUTE = 600;
  private static final int ACCOUNT_META_A_MINUTE = 120;

  /** Null is no limit; those with a figure of their own are limited while calls are. */
  @Nullable Integer of(Limits limits) {
    Integer calls = limits.calls();
    return switch (this) {
      case CALLS -> calls;
      case CREATES -> limits.creates();
      case TRANSACTIONS -> calls == null ? null : TRANSACTIONS_A_MINUTE;
      case KYC -> calls == null ? null : KYC_A_MINUTE;
      case ACCOUNT_META -> calls == null ? null : ACCOUNT_META_A_MINUTE;
    };
  }
}
