package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Trace;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxCodecTest {
  private static final byte[] VALUE = {'{', '}'};

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
    record.headers().remove("countersign.kind").add("countersign.kind", "webhook".getBytes(UTF_8));
    assertThat(InboxCodec.decode(consumed(record)))
        .isEqualTo(
            new InboxRecord.NotUnderstood(
                "header countersign.kind is 'webhook', known here: command"));
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

  private static InboxCommand command(byte @Nullable [] key, String... headerNames) {
    Headers headers = new RecordHeaders();
    for (String name : headerNames) {
      headers.add(name, new byte[] {'v'});
    }
    Origin origin = new Origin("commands", 3, 17, Instant.ofEpochMilli(99), key);
    return new InboxCommand("order-42", origin, headers, VALUE);
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
}
