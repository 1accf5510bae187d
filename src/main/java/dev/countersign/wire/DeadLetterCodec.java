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
   * @param original the headers as received; they stay in front, untouched
   * @param requestId where it is known
   */
  public static ProducerRecord<byte[], byte[]> encode(
      String deadLetterTopic,
      Origin origin,
      Headers original,
      byte @Nullable [] value,
      DeadLetterCode code,
      String message,
      @Nullable String requestId) {
    Headers headers = new RecordHeaders(original);
    add(headers, "countersign.error.code", code.name());
    add(headers, "__connect.errors.topic", origin.topic());
    add(headers, "__connect.errors.partition", Integer.toString(origin.partition()));
    add(headers, "__connect.errors.offset", Long.toString(origin.offset()));
    add(headers, "__connect.errors.exception.message", message);
    if (requestId != null) {
      add(headers, "countersign.request.id", requestId);
    }
    return new ProducerRecord<>(deadLetterTopic, null, origin.key(), value, headers);
  }

  /**
   * The dead letter of a record that is larger than the topic takes: only its place, in headers.
   *
   * @param requestId where it is known
   */
  public static ProducerRecord<byte[], byte[]> withoutValue(
      String deadLetterTopic, Origin origin, DeadLetterCode code, @Nullable String requestId) {
    byte[] key = origin.key();
    boolean keepsKey = key != null && key.length <= LARGEST_KEY;
    return encode(
        deadLetterTopic,
        new Origin(
            origin.topic(),
            origin.partition(),
            origin.offset(),
            origin.timestamp(),
            keepsKey ? key : null),
        new RecordHeaders(),
        null,
        code,
        "the record does not fit into " + deadLetterTopic + "; read it where it was written",
        requestId);
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
