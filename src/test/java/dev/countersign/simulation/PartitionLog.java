package dev.countersign.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** One partition of a topic: records, and the markers that settle their transactions. */
final class PartitionLog {
  final String topic;
  final int number;
  private final List<Slot> slots = new ArrayList<>();
  private final Map<SimTransaction, Integer> open = new LinkedHashMap<>();

  /** An offset; a marker has no record, and compaction takes records away. */
  private static final class Slot {
    @Nullable ConsumerRecord<byte[], byte[]> record;
    final @Nullable SimTransaction transaction;
    @Nullable Instant visibleAt;

    Slot(
        @Nullable ConsumerRecord<byte[], byte[]> record,
        @Nullable SimTransaction transaction,
        @Nullable Instant visibleAt) {
      this.record = record;
      this.transaction = transaction;
      this.visibleAt = visibleAt;
    }

    boolean isCommitted() {
      return transaction == null || transaction.outcome == SimTransaction.Outcome.COMMITTED;
    }
  }

  /** Records, and the offset to go on from. */
  record Batch(List<ConsumerRecord<byte[], byte[]>> records, long next) {}

  /** A committed record and when it could be read first. */
  record Seen(ConsumerRecord<byte[], byte[]> record, Instant visibleAt) {}

  PartitionLog(String topic, int number) {
    this.topic = topic;
    this.number = number;
  }

  void append(
      @Nullable SimTransaction transaction, ProducerRecord<byte[], byte[]> record, Instant now) {
    ConsumerRecord<byte[], byte[]> stored =
        new ConsumerRecord<>(
            topic,
            number,
            slots.size(),
            now.toEpochMilli(),
            TimestampType.CREATE_TIME,
            0,
            0,
            record.key(),
            record.value(),
            record.headers(),
            Optional.empty());
    if (transaction != null) {
      open.putIfAbsent(transaction, slots.size());
      transaction.written.add(this);
    }
    slots.add(new Slot(stored, transaction, transaction == null ? now : null));
  }

  /** The transaction is settled here. */
  void mark(SimTransaction transaction, Instant now) {
    open.remove(transaction);
    slots.add(new Slot(null, transaction, now));
    for (Slot slot : slots) {
      if (slot.transaction == transaction && slot.visibleAt == null) {
        slot.visibleAt = now;
      }
    }
  }

  long highWatermark() {
    return slots.size();
  }

  /** Where the first transaction that is not settled here begins. */
  long lastStable() {
    return open.isEmpty() ? slots.size() : open.values().iterator().next();
  }

  /** What a {@code read_committed} reader gets. */
  Batch read(long from, int most) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long end = lastStable();
    long at = from;
    while (at < end && records.size() < most) {
      Slot slot = slots.get((int) at++);
      if (slot.record != null && slot.isCommitted()) {
        records.add(slot.record);
      }
    }
    return new Batch(records, at);
  }

  /** All that is committed, visible already or not. */
  List<Seen> committed() {
    List<Seen> all = new ArrayList<>();
    for (Slot slot : slots) {
      if (slot.record != null && slot.isCommitted()) {
        all.add(new Seen(slot.record, slot.visibleAt == null ? Instant.MAX : slot.visibleAt));
      }
    }
    return all;
  }

  /** Removes records that a later one of the same key has superseded. */
  void compact() {
    Set<String> newer = new HashSet<>();
    for (int i = (int) lastStable() - 1; i >= 0; i--) {
      Slot slot = slots.get(i);
      if (slot.record != null && slot.isCommitted()) {
        if (!newer.add(Arrays.toString(slot.record.key()))) {
          slot.record = null;
        }
      }
    }
  }
}
