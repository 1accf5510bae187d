package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records as if they had been written to {@code dead-0} and read again. */
public final class Letters {
  private Letters() {}

  /** A dead letter. */
  public static Letter read(ProducerRecord<byte[], byte[]> written, long offset) {
    return Letter.of(record(written.topic(), offset, written));
  }

  /** The dead letter of a command at {@code commands-3@17}. */
  public static ProducerRecord<byte[], byte[]> about(
      DeadLetterCode code, Headers original, byte[] value, @Nullable String requestId) {
    return DeadLetterCodec.encode(
        "dead",
        "fleet",
        new Origin("commands", 3, 17, Samples.AT, new byte[] {7}),
        original,
        value,
        Fault.at(Fault.Stage.TASK_PUT, 5, Letters.class, code, "much"),
        requestId);
  }

  static ConsumerRecord<byte[], byte[]> record(
      String topic, long offset, ProducerRecord<byte[], byte[]> written) {
    return new ConsumerRecord<>(
        topic,
        0,
        offset,
        Samples.AT.toEpochMilli() + offset,
        TimestampType.CREATE_TIME,
        -1,
        -1,
        written.key(),
        written.value(),
        written.headers(),
        Optional.empty());
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
