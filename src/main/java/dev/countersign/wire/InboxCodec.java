package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.request.Message;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * How what happens to a request travels in the inbox, with its id as key and its kind in a header.
 * A command has its bytes and headers unchanged, and where it came from in headers of ours.
 */
public final class InboxCodec {
  private static final String RESERVED = "countersign.";
  private static final String KIND = "countersign.kind";
  static final String COMMAND = "command";
  private static final String WEBHOOK = "webhook";
  private static final String REQUEST = "request";
  private static final String TOPIC = "countersign.origin.topic";
  private static final String PARTITION = "countersign.origin.partition";
  private static final String OFFSET = "countersign.origin.offset";
  private static final String TIMESTAMP = "countersign.origin.timestamp";
  private static final String KEY = "countersign.origin.key";
  private static final String WRITER = "countersign.writer-schema";

  /** A schema as text is parsed once. */
  private static final Map<String, Schema> WRITERS = Bounded.map(1_000);

  private InboxCodec() {}

  public static ProducerRecord<byte[], byte[]> encode(
      InboxCommand command, String inboxTopic, int inboxPartition) {
    Origin origin = command.origin();
    Headers headers = original(command.original());
    add(headers, KIND, COMMAND);
    add(headers, TOPIC, origin.topic());
    add(headers, PARTITION, Integer.toString(origin.partition()));
    add(headers, OFFSET, Long.toString(origin.offset()));
    add(headers, TIMESTAMP, Long.toString(origin.timestamp().toEpochMilli()));
    if (origin.key() != null) {
      headers.add(KEY, origin.key());
    }
    if (command.writer() != null) {
      add(headers, WRITER, SchemaNormalization.toParsingForm(command.writer()));
    }
    byte[] key = command.requestId().getBytes(UTF_8);
    return new ProducerRecord<>(inboxTopic, inboxPartition, key, command.value(), headers);
  }

  public static ProducerRecord<byte[], byte[]> encode(
      InboxWebhook webhook, String inboxTopic, int inboxPartition) {
    Headers headers = new RecordHeaders();
    add(headers, KIND, WEBHOOK);
    byte[] key = webhook.requestId().getBytes(UTF_8);
    return new ProducerRecord<>(
        inboxTopic, inboxPartition, key, WebhookBytes.write(webhook), headers);
  }

  public static ProducerRecord<byte[], byte[]> encode(
      Message message, String inboxTopic, int inboxPartition) {
    Headers headers = new RecordHeaders();
    add(headers, KIND, REQUEST);
    return new ProducerRecord<>(
        inboxTopic,
        inboxPartition,
        message.to().getBytes(UTF_8),
        RequestMessageBytes.write(message.signal()),
        headers);
  }

  public static InboxRecord decode(ConsumerRecord<byte[], byte[]> record) {
    String kind = kind(record.headers());
    return switch (kind) {
      case null -> new InboxRecord.NotUnderstood("header " + KIND + " is missing");
      case COMMAND -> command(record);
      case WEBHOOK -> webhook(record);
      case REQUEST -> fromRequest(record);
      default ->
          new InboxRecord.NotUnderstood(
              "header %s is '%s', known here: %s, %s, %s"
                  .formatted(KIND, Texts.brief(kind), COMMAND, WEBHOOK, REQUEST));
    };
  }

  private static InboxRecord fromRequest(ConsumerRecord<byte[], byte[]> record) {
    String id = requestId(record);
    if (record.value() == null || !RequestIds.isValid(id)) {
      return new InboxRecord.NotUnderstood("key or value of a message is missing or malformed");
    }
    try {
      return new InboxRecord.FromRequest(id, RequestMessageBytes.read(record.value()));
    } catch (UndecodableException e) {
      return new InboxRecord.NotUnderstood(String.valueOf(e.getMessage()));
    }
  }

  /** The request that a record is about; empty: the record has no key. */
  public static String requestId(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), UTF_8);
  }

  private static InboxRecord webhook(ConsumerRecord<byte[], byte[]> record) {
    String id = requestId(record);
    if (record.value() == null || !RequestIds.isValid(id)) {
      return new InboxRecord.NotUnderstood("key or value of a webhook is missing or malformed");
    }
    try {
      return new InboxRecord.Webhook(WebhookBytes.read(id, record.value()));
    } catch (UndecodableException e) {
      return new InboxRecord.NotUnderstood(String.valueOf(e.getMessage()));
    }
  }

  private static InboxRecord command(ConsumerRecord<byte[], byte[]> record) {
    Headers headers = record.headers();
    Origin origin = origin(headers);
    String id = requestId(record);
    if (origin == null || record.value() == null || !RequestIds.isValid(id)) {
      return new InboxRecord.NotUnderstood(
          "key, value or a header countersign.origin.* is missing or malformed");
    }
    String schema = CommandHeaders.text(headers, WRITER);
    try {
      return new InboxRecord.Command(
          new InboxCommand(
              id,
              origin,
              original(headers),
              record.value(),
              schema == null
                  ? null
                  : WRITERS.computeIfAbsent(schema, text -> new Schema.Parser().parse(text))));
    } catch (AvroRuntimeException e) {
      return new InboxRecord.NotUnderstood("header " + WRITER + " is malformed");
    }
  }

  static @Nullable String kind(Headers headers) {
    return CommandHeaders.text(headers, KIND);
  }

  /** Nobody but us says what is ours, except that a redrive is asked for by a header. */
  static Headers original(Headers headers) {
    Headers kept = new RecordHeaders();
    for (Header header : headers) {
      if (!header.key().startsWith(RESERVED) || header.key().equals(CommandHeaders.REDRIVE)) {
        kept.add(header);
      }
    }
    return kept;
  }

  private static @Nullable Origin origin(Headers headers) {
    String topic = CommandHeaders.text(headers, TOPIC);
    Header key = headers.lastHeader(KEY);
    try {
      return topic == null
          ? null
          : new Origin(
              topic,
              Integer.parseInt(CommandHeaders.text(headers, PARTITION)),
              Long.parseLong(CommandHeaders.text(headers, OFFSET)),
              Instant.ofEpochMilli(Long.parseLong(CommandHeaders.text(headers, TIMESTAMP))),
              key == null ? null : key.value());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(UTF_8));
  }
}
