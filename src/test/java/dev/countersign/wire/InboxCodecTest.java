package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Message;
import dev.countersign.request.Signal;
import dev.countersign.request.Succession;
import dev.countersign.request.Trace;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class InboxCodecTest {
  private static final byte[] VALUE = {'{', '}'};
  private static final String PAYLOAD = "3f0e1b8c-3a6e-4f5d-8d8a-b5f1a6d1a111";
  private static final InboxWebhook WEBHOOK =
      new InboxWebhook("order-42", "shop", PAYLOAD, true, Instant.parse("2026-03-31T12:00:31Z"));

  @Test
  void aCommandArrivesAsItWasSent() {
    InboxCommand command = command(new byte[] {1, 0}, "traceparent", "x-own");
    InboxCommand read = understood(encode(command));
    assertThat(read.requestId()).isEqualTo("order-42");
    assertThat(read.value()).isEqualTo(VALUE);
    assertThat(read.origin()).usingRecursiveComparison().isEqualTo(command.origin());
    assertThat(read.original()).isEqualTo(command.original());
  }

  @Test
  void aCommandWithoutAKeyStaysWithoutOne() {
    assertThat(understood(encode(command(null))).origin().key()).isNull();
  }

  @Test
  void itsKeyAndPartitionAreThoseOfItsRequest() {
    ProducerRecord<byte[], byte[]> record = encode(command(null));
    assertThat(record.key()).isEqualTo("order-42".getBytes(UTF_8));
    assertThat(record.partition()).isEqualTo(5);
    assertThat(record.topic()).isEqualTo("inbox");
  }

  @Test
  void aProducerCannotPretendToBeUs() {
    InboxCommand command =
        command(null, "countersign.kind", "countersign.origin.topic", "countersign.origin.key");
    InboxCommand read = understood(encode(command));
    assertThat(read.original()).isEmpty();
    assertThat(read.origin().topic()).isEqualTo("commands");
    assertThat(read.origin().key()).isNull();
  }

  @Test
  void aRedriveIsRecognised() {
    assertThat(understood(encode(command(null, "countersign.redrive"))).redriven()).isTrue();
    assertThat(understood(encode(command(null))).redriven()).isFalse();
  }

  @Test
  void anUnknownKindIsNotUnderstood() {
    ProducerRecord<byte[], byte[]> record = encode(command(null));
    record.headers().remove("countersign.kind").add("countersign.kind", "promise".getBytes(UTF_8));
    assertThat(InboxCodec.decode(consumed(record)))
        .isEqualTo(
            new InboxRecord.NotUnderstood(
                "header countersign.kind is 'promise', known here: command, webhook, request"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "countersign.kind",
        "countersign.origin.topic",
        "countersign.origin.partition",
        "countersign.origin.offset",
        "countersign.origin.timestamp"
      })
  void aMissingHeaderIsNotUnderstood(String header) {
    ProducerRecord<byte[], byte[]> record = encode(command(null));
    record.headers().remove(header);
    assertThat(InboxCodec.decode(consumed(record))).isInstanceOf(InboxRecord.NotUnderstood.class);
  }

  @Test
  void aTraceThatIsMalformedIsNone() {
    Headers headers = new RecordHeaders().add("traceparent", "zz".getBytes(UTF_8));
    assertThat(CommandHeaders.trace(headers)).isEqualTo(Trace.NONE);
  }

  // --- webhooks

  @Test
  void aWebhookArrivesAsItWasSent() {
    assertThat(InboxCodec.decode(consumed(encode(WEBHOOK))))
        .isEqualTo(new InboxRecord.Webhook(WEBHOOK));
  }

  @Test
  void aWebhookWithoutAnExpiryToo() {
    InboxWebhook rejected = new InboxWebhook("order-42", "shop", PAYLOAD, false, null);
    assertThat(InboxCodec.decode(consumed(encode(rejected))))
        .isEqualTo(new InboxRecord.Webhook(rejected));
  }

  @Test
  void aWebhookGoesWhereItsRequestIs() {
    ProducerRecord<byte[], byte[]> record = encode(WEBHOOK);
    assertThat(record.key()).isEqualTo("order-42".getBytes(UTF_8));
    assertThat(record.partition()).isEqualTo(5);
    assertThat(record.topic()).isEqualTo("inbox");
  }

  @Test
  void aWebhookInTheInboxIsExactlyThis() {
    assertThat(new String(encode(WEBHOOK).value(), UTF_8))
        .isEqualTo(
            "{\"application\":\"shop\",\"payload_uuid\":\""
                + PAYLOAD
                + "\",\"signed\":true,\"token_expires_at\":\"2026-03-31T12:00:31.000Z\"}");
  }

  @Test
  void whatANewerReleaseAddsToAWebhookIsNotForUs() {
    assertThat(webhook("{'more':1,'application':'shop','payload_uuid':'PAYLOAD','signed':true}"))
        .isEqualTo(
            new InboxRecord.Webhook(new InboxWebhook("order-42", "shop", PAYLOAD, true, null)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{'payload_uuid':'PAYLOAD','signed':true}",
        "{'application':'shop','signed':true}",
        "{'application':'shop','payload_uuid':'7','signed':true}",
        "{'application':'shop','payload_uuid':'PAYLOAD'}",
        "{'application':'shop','payload_uuid':'PAYLOAD','signed':'yes'}",
        "{'application':'shop','payload_uuid':'PAYLOAD','signed':true,'token_expires_at':'soon'}"
      })
  void aDamagedWebhookIsNotUnderstood(String json) {
    assertThat(webhook(json)).isInstanceOf(InboxRecord.NotUnderstood.class);
  }

  private static InboxRecord webhook(String json) {
    ProducerRecord<byte[], byte[]> record = encode(WEBHOOK);
    byte[] value = json.replace('\'', '"').replace("PAYLOAD", PAYLOAD).getBytes(UTF_8);
    return InboxCodec.decode(
        consumed(
            new ProducerRecord<>(
                record.topic(), record.partition(), record.key(), value, record.headers())));
  }

  private static ProducerRecord<byte[], byte[]> encode(InboxWebhook webhook) {
    return InboxCodec.encode(webhook, "inbox", 5);
  }

  private static InboxCommand command(byte @Nullable [] key, String... headerNames) {
    Headers headers = new RecordHeaders();
    for (String name : headerNames) {
      headers.add(name, new byte[] {'v'});
    }
    Origin origin = new Origin("commands", 3, 17, Instant.ofEpochMilli(99), key);
    return new InboxCommand("order-42", origin, headers, VALUE, null);
  }

  private static ProducerRecord<byte[], byte[]> encode(InboxCommand command) {
    return InboxCodec.encode(command, "inbox", 5);
  }

  private static InboxCommand understood(ProducerRecord<byte[], byte[]> record) {
    return ((InboxRecord.Command) InboxCodec.decode(consumed(record))).command();
  }

  private static ConsumerRecord<byte[], byte[]> consumed(ProducerRecord<byte[], byte[]> record) {
    Headers headers = new RecordHeaders();
    for (Header header : record.headers()) {
      headers.add(header);
    }
    return new ConsumerRecord<>(
        record.topic(),
        5,
        0,
        0,
        TimestampType.CREATE_TIME,
        0,
        0,
        record.key(),
        record.value(),
        headers,
        Optional.empty());
  }

  private static ConsumerRecord<byte[], byte[]> told(Signal.FromRequest signal) {
    return consumed(InboxCodec.encode(new Message("order-2", signal), "inbox", 3));
  }

  static Stream<Signal.FromRequest> messages() {
    return Stream.of(
        new Signal.Replaced("order-2", "order-3", "shop", null, 0),
        new Signal.Replaced("order-2", "order-3", "shop", "order-1", 7),
        new Signal.PredecessorIs("order-1", Succession.Status.MAY_STILL_SIGN),
        new Signal.PredecessorWas("order-1", "order-0", true, 2),
        new Signal.PredecessorWas("order-1", "order-0", false, 0));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void whatOneRequestTellsAnotherArrives(Signal.FromRequest signal) {
    assertThat(InboxCodec.decode(told(signal)))
        .isEqualTo(new InboxRecord.FromRequest("order-2", signal));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"type\":\"MARRIED\",\"predecessor\":\"a\"}",
        "{\"type\":\"PREDECESSOR_IS\",\"predecessor\":\"a\",\"status\":\"GONE\"}",
        "{\"type\":\"PREDECESSOR_WAS\",\"predecessor\":\"a\",\"instead\":\"b c\",\"question\":0}",
        "{\"type\":\"PREDECESSOR_WAS\",\"predecessor\":\"a\",\"instead\":\"b\",\"question\":0.5}",
        "{\"type\":\"REPLACED\",\"predecessor\":\"a\",\"by\":\"b\"}"
      })
  void aMessageThatIsNoneIsNotUnderstood(String value) {
    ConsumerRecord<byte[], byte[]> record =
        told(new Signal.PredecessorIs("order-1", Succession.Status.FREE));
    assertThat(
            InboxCodec.decode(
                new ConsumerRecord<>(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.timestamp(),
                    record.timestampType(),
                    record.serializedKeySize(),
                    record.serializedValueSize(),
                    record.key(),
                    value.getBytes(UTF_8),
                    record.headers(),
                    record.leaderEpoch())))
        .isInstanceOf(InboxRecord.NotUnderstood.class);
  }
}
