package dev.countersign.request;

import java.time.Duration;

/**
 * The few settings that the rules depend on.
 *
 * @param defaultExpireMinutes open-before of a request that does not say
 * @param abandonAfter how long an opened and expired request may stay silent
 * @param rememberFor how long an ended request is remembered
 * @param networks whose ledgers are read
 * @param settleWithin how long a settlement is awaited before it is told as unknown
 * @param deferredAfter how long a request waits before that is told
 * @param reconcileEvery least time between two reads of a payload that nothing hints at
 */
public record Settings(
    int defaultExpireMinutes,
    Duration abandonAfter,
    Duration rememberFor,
    Duration reconcileEvery,
    Duration deferredAfter,
    Networks networks,
    Duration settleWithin) {}
