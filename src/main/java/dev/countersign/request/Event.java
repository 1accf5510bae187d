package dev.countersign.request;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One fact about a request, as it is published (CONTRACT §4).
 *
 * @param sequence 0, 1, 2, … per request without a gap
 * @param occurredAt when it happened there
 * @param observedAt when it was seen here
 * @param via what brought the news
 */
public record Event(
    UUID id,
    Subject subject,
    Type type,
    boolean terminal,
    long sequence,
    Instant occurredAt,
    Instant observedAt,
    Via via,
    @Nullable String payloadUuid,
    @Nullable Detail detail) {

  /** The kinds of fact this release publishes. */
  public enum Type {
    DEFERRED,
    CREATED,
    OPENED,
    SIGNED,
    REJECTED,
    EXPIRED,
    CANCELLED,
    CANCEL_REFUSED,
    ABANDONED,
    FAILED,
    SETTLED,
    SETTLEMENT_FAILED,
    SETTLEMENT_UNKNOWN
  }

  /** The block that belongs to the type. */
  public sealed interface Detail {
    /** {@code eta}: when it is likely to be created; null: nobody can tell. */
    record Deferral(DeferralReason reason, @Nullable Instant eta) implements Detail {}

    /** {@code adopted}: found again after a crash or a lost answer. */
    record Creation(
        boolean pushRequested,
        boolean pushAccepted,
        boolean adopted,
        Instant expiresAt,
        Links links)
        implements Detail {}

    /**
     * @param late the request had already ended, or had expired, when the signature was seen
     * @param unmet what the command expects and the signature contradicts, under its names in
     *     {@code expect}
     */
    record Resolution(
        PayloadView.Response response, boolean late, List<String> unmet, Inspection inspection)
        implements Detail {
      public Resolution {
        unmet = List.copyOf(unmet);
      }
    }

    /** {@code done} false: it was opened in time and can still be signed. */
    record Expiry(boolean opened, boolean done) implements Detail {}

    /**
     * @param result the engine's, in a validated ledger
     * @param reason null for what settled
     * @param unmet what the command expects and the ledger contradicts
     * @param mismatch names of fields that are not what was asked for
     */
    record Settlement(
        String network,
        @Nullable Long ledgerIndex,
        @Nullable String result,
        @Nullable Amount delivered,
        @Nullable SettlementReason reason,
        List<String> unmet,
        List<String> mismatch)
        implements Detail {
      public Settlement {
        unmet = List.copyOf(unmet);
        mismatch = List.copyOf(mismatch);
      }

      /** Of which no ledger has told anything. */
      static Settlement without(String network, SettlementReason reason, List<String> unmet) {
        return new Settlement(network, null, null, null, reason, unmet, List.of());
      }
    }

    record Cancellation(CancelReason reason) implements Detail {}

    record Failure(
        FailureCode code,
        String message,
        @Nullable Integer platformCode,
        @Nullable String platformReference)
        implements Detail {}
  }
}
