package dev.countersign.wire;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Where a command was first written. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Origin(
    String topic, int partition, long offset, Instant timestamp, byte @Nullable [] key) {

  public static Origin of(ConsumerRecord<byte[], byte[]> record) {
    return new Origin(
        record.topic(),
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        record.key());
  }
}
