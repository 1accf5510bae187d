package dev.countersign.request;

import org.jspecify.annotations.Nullable;

/**
 * What a signed transaction says where it matters to who is paid; null what it does not say.
 *
 * @param amount the most that it delivers; null also for what is no amount of XRP or of an issued
 *     currency
 * @param lastLedgerSequence in no later ledger can it be
 */
public record SignedTransaction(
    @Nullable String account,
    @Nullable String destination,
    @Nullable Long destinationTag,
    @Nullable Amount amount,
    @Nullable Long networkId,
    @Nullable Long sequence,
    @Nullable Long lastLedgerSequence) {}
