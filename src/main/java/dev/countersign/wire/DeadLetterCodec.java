package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be used, byte for byte as received, with the reason in headers whose
 * names other tools know from Kafka Connect.
 */
public final class DeadLetterCodec {
  /** A key may be what makes a record too large. */
  private static final int LARGEST_KEY = 64 * 1024;

  private DeadLetterCodec() {}

  /**
   * The dead letter of a record.
   *
   * @param connector who could not use it
   * @param original the headers as received; they stay in front, untouched
   * @param requestId where it is known
   */
  public static ProducerRecord<byte[], byte[]> encode(
      String deadLetterTopic,
      String connector,
      Origin origin,
      Headers original,
      byte @Nullable [] value,
      Fault fault,
      @Nullable String requestId) {
    Headers headers = new RecordHeaders(original);
    add(headers, ErrorHeaders.CODE, fault.code().name());
    add(headers, ErrorHeaders.TOPIC, origin.topic());
    add(headers, ErrorHeaders.PARTITION, Integer.toString(origin.partition()));
    add(headers, ErrorHeaders.OFFSET, Long.toString(origin.offset()));
    add(headers, ErrorHeaders.CONNECTOR, connector);
    add(headers, ErrorHeaders.TASK, Integer.toString(fault.task()));
    add(headers, ErrorHeaders.STAGE, fault.stage().name());
    add(headers, ErrorHeaders.CLASS, fault.by().getName());
    add(headers, ErrorHeaders.EXCEPTION, fault.kind());
    add(headers, ErrorHeaders.MESSAGE, fault.message());
    String trace = fault.stackTrace();
    if (trace != null) {
      add(headers, ErrorHeaders.STACK_TRACE, trace);
    }
    if (requestId != null) {
      add(headers, ErrorHeaders.REQUEST_ID, requestId);
    }
    return new ProducerRecord<>(deadLetterTopic, null, origin.key(), value, headers);
  }

  /**
   * The dead letter of a record that is larger than the topic takes: only its place, in headers.
   *
   * @param requestId where it is known
   */
  public static ProducerRecord<byte[], byte[]> withoutValue(
      String deadLetterTopic,
      String connector,
      Origin origin,
      DeadLetterCode code,
      int task,
      Class<?> by,
      @Nullable String requestId) {
    byte[] key = origin.key();
    boolean keepsKey = key != null && key.length <= LARGEST_KEY;
    return encode(
        deadLetterTopic,
        connector,
        new Origin(
            origin.topic(),
            origin.partition(),
            origin.offset(),
            origin.timestamp(),
            keepsKey ? key : null),
        new RecordHeaders(),
        null,
        Fault.at(
            Fault.Stage.KAFKA_PRODUCE,
            task,
            by,
            code,
            "the record does not fit into " + deadLetterTopic + "; read it where it was written"),
        requestId);
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
