package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What has become of a transaction. */
public sealed interface Fate {

  /**
   * In a validated ledger; final.
   *
   * @param closeTime of its ledger; null if the node did not say
   * @param result {@code tesSUCCESS}, or a {@code tec…} that cost fee and sequence and did nothing
   * @param transaction its hash and its signed fields, exactly, not to be changed; Amount is there
   *     even where the node called it DeliverMax
   */
  record Validated(
      long ledgerIndex,
      @Nullable Instant closeTime,
      String result,
      Delivered delivered,
      JsonNode transaction)
      implements Fate {}

  /**
   * In no validated ledger that was seen, and it may still get into one, or its end has only just
   * passed.
   *
   * @param validatedIndex the newest validated ledger at that time
   */
  record NotYet(long validatedIndex) implements Fate {}

  /** Proven to be in no ledger up to the last one in which it could be; final. */
  record Never(long lastLedgerSequence) implements Fate {}

  /** Nothing was learned; for whoever reads logs, why not. */
  record Unknown(String reason) implements Fate {}
}
