package dev.countersign.worker;

import dev.countersign.config.Topics;
import dev.countersign.request.Lifecycle;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the loop is told.
 *
 * @param fleet its group id
 * @param partitions of inbox and state
 * @param maxCreating creates under way at once
 * @param deferredAfter who will wait for longer is told why
 * @param maxWaitingBytes what requests that wait may take of the memory
 * @param lifecycle the core
 * @param ledgers by network, a ledger that is validated by now
 */
public record LoopSettings(
    String fleet,
    Topics topics,
    int partitions,
    int maxCreating,
    Duration deferredAfter,
    long maxWaitingBytes,
    Lifecycle lifecycle,
    Supplier<Map<String, Long>> ledgers) {}
