package dev.countersign.request;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A signed transaction that is followed.
 *
 * @param network whose ledgers it is looked for in, lower case
 * @param lastLedgerSequence in no later ledger can it be; null: it says none, or could not be read
 * @param since a ledger that was validated before it was signed; null: none is known
 * @param madeAt when its payload was made, by the platform's clock; null: that is not known
 * @param account in the signed blob; null: that could not be read
 * @param sequence its number among the account's; null: it could not be read
 * @param asked what it is held against; null: nobody knows
 * @param elsewhere whether the wallet says that it was on another network than the expected one
 */
public record Transaction(
    String network,
    String txid,
    @Nullable Long lastLedgerSequence,
    @Nullable Long since,
    @Nullable Instant madeAt,
    @Nullable String account,
    @Nullable Long sequence,
    Ask.@Nullable Template asked,
    boolean elsewhere) {
  /** How far the clocks of platform and ledger may differ. */
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  /** What is not known of it once and for all is not: the ledger is asked by what is left. */
  static Transaction of(
      PayloadView view, Payload payload, String txid, String network, boolean elsewhere) {
    Asked asked = payload.asked();
    SignedTransaction signed = view.inspection().transaction();
    return new Transaction(
        network,
        txid,
        signed == null ? null : signed.lastLedgerSequence(),
        asked == null ? null : asked.ledgers().get(network),
        view.createdAt(),
        signed == null ? null : signed.account(),
        signed == null ? null : signed.sequence(),
        asked == null ? view.held() : asked.template(),
        elsewhere);
  }

  /**
   * Whether it was in a ledger before its payload was made: then somebody has handed in what was
   * signed for something else, which the platform does not notice.
   */
  boolean isOlder(LedgerNews.Validated news) {
    return (since != null && news.ledgerIndex() <= since)
        || (madeAt != null
            && news.closedAt() != null
            && news.closedAt().isBefore(madeAt.minus(CLOCK_SKEW)));
  }
}
