package dev.countersign.worker;

import org.jspecify.annotations.Nullable;

/**
 * A topic as it is.
 *
 * @param cleanup its cleanup policy; null: may not be asked for
 * @param retentionMillis -1: for ever; null: may not be asked for
 * @param bytes on all brokers together; null: may not be asked for
 * @param records those that can be read, committed or not, and the marks of transactions
 */
public record TopicFacts(
    String name,
    int partitions,
    int replication,
    @Nullable String cleanup,
    @Nullable Long retentionMillis,
    @Nullable Long bytes,
    long records) {}
