package dev.countersign.wire;

import static dev.countersign.wire.Letters.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §3: a dead letter becomes the record that it was")
class RedriveTest {
  private static final Uuid TOPIC = new Uuid(7, 7);
  private static final Redrive REDRIVE = new Redrive("commands", TOPIC, 4, "inbox");
  private static final byte[] COMMAND = bytes("{\"user\":\"ada\"}");

  @Test
  void keyAndValueAreTheSameBytesInTheSamePartition() {
    ProducerRecord<byte[], byte[]> sent = sent(letter(original(), "order-42"));
    assertThat(sent.topic()).isEqualTo("commands");
    assertThat(sent.partition()).isEqualTo(3);
    assertThat(sent.key()).containsExactly(7);
    assertThat(sent.value()).isSameAs(COMMAND);
  }

  @Test
  void theRecordsOwnHeadersStayEvenIfTheyLookLikeErrors() {
    Headers original = original().add("__connect.errors.topic", bytes("theirs")).add("x", null);
    assertThat(headers(sent(letter(original, "order-42"))))
        .containsExactly(
            "x=1",
            "__connect.errors.topic=theirs",
            "x=null",
            "countersign.redrive=dead-0@5",
            "countersign.request.id=order-42");
  }

  @Test
  void aPartitionThatIsNoLongerThereIsChosenByTheKey() {
    Redrive shrunk = new Redrive("commands", TOPIC, 3, "inbox");
    assertThat(shrunk.of(letter(original(), "order-42")))
        .isInstanceOfSatisfying(
            Redrive.Sendable.class, sent -> assertThat(sent.record().partition()).isNull());
  }

  @Test
  void aCommandWithoutAnIdKeepsTheOneItWouldHaveHad() {
    Letter letter =
        Letters.read(Letters.about(DeadLetterCode.UNDECODABLE, original(), COMMAND, null), 5);
    assertThat(CommandHeaders.redrivenId(sent(letter).headers()))
        .isEqualTo(CommandPeek.idFor(TOPIC, 3, 17));
  }

  @Test
  void whatFailsAgainGoesOnUnderTheFirstLetterAndTheSameId() {
    Letter first =
        Letters.read(Letters.about(DeadLetterCode.UNDECODABLE, original(), COMMAND, null), 5);
    Headers once = sent(first).headers();
    Letter second = Letters.read(Letters.about(DeadLetterCode.UNDECODABLE, once, COMMAND, null), 9);

    assertThat(first.isAnother()).isFalse();
    assertThat(second.isAnother()).isTrue();
    assertThat(second.first()).isEqualTo("dead-0@5");
    assertThat(headers(sent(second))).isEqualTo(headers(sent(first)));
  }

  @Test
  void anIdThatAnotherWroteIntoTheHeadersCountsForNothing() {
    Headers forged = original().add("countersign.request.id", bytes("theirs"));
    assertThat(CommandHeaders.redrivenId(forged)).isNull();
    assertThat(CommandHeaders.redrivenId(sent(letter(forged, "order-42")).headers()))
        .isEqualTo("order-42");
  }

  @Test
  void withoutItsValueItCannotBeSentAndItsPlaceIsNamed() {
    ProducerRecord<byte[], byte[]> large =
        DeadLetterCodec.withoutValue(
            "dead",
            "fleet",
            new Origin("commands", 3, 17, Samples.AT, null),
            DeadLetterCode.TOO_LARGE,
            3,
            RedriveTest.class,
            null);
    assertThat(refused(Letters.read(large, 5))).contains("no value", "commands-3@17");
  }

  @Test
  void aCommandThatWasFoundInTheInboxGoesToTheCommands() {
    Headers headers = inboxHeaders("command").add("countersign.redrive", bytes("1"));
    ProducerRecord<byte[], byte[]> sent =
        sent(fromInbox(DeadLetterCode.INBOX_NOT_UNDERSTOOD, headers));
    assertThat(sent.topic()).isEqualTo("commands");
    assertThat(sent.partition()).isNull();
    assertThat(headers(sent))
        .containsExactly(
            "x=1",
            "countersign.redrive=1",
            "countersign.redrive=dead-0@5",
            "countersign.request.id=order-42");
  }

  @Test
  void aWebhookIsNoCommand() {
    assertThat(refused(fromInbox(DeadLetterCode.INTERNAL, inboxHeaders("webhook"))))
        .isEqualTo("it is no command, but a webhook");
  }

  @Test
  void aSignalThatBrokeTheWorkerIsNoRecord() {
    assertThat(refused(fromInbox(DeadLetterCode.INTERNAL, new RecordHeaders())))
        .startsWith("it is no record");
  }

  @Test
  void whatCameFromAnotherTopicIsLeft() {
    Redrive other = new Redrive("others", TOPIC, 4, "inbox");
    assertThat(other.of(letter(original(), "order-42")))
        .isInstanceOfSatisfying(
            Redrive.Impossible.class,
            refused -> assertThat(refused.why()).contains("came from commands", "from others"));
  }

  @Test
  void whatHasNoErrorHeadersIsLeft() {
    ProducerRecord<byte[], byte[]> stranger = new ProducerRecord<>("dead", null, COMMAND);
    assertThat(refused(Letters.read(stranger, 5))).contains("no worker wrote it");
  }

  @Test
  void aPlaceThatIsNoneIsLeft() {
    ProducerRecord<byte[], byte[]> stranger = new ProducerRecord<>("dead", null, COMMAND);
    stranger
        .headers()
        .add("countersign.error.code", bytes("INTERNAL"))
        .add("__connect.errors.topic", bytes("commands"))
        .add("__connect.errors.partition", bytes("many"))
        .add("__connect.errors.offset", bytes("1"));
    assertThat(refused(Letters.read(stranger, 5))).contains("no worker wrote it");
  }

  private static Letter fromInbox(DeadLetterCode code, Headers headers) {
    return Letters.read(
        DeadLetterCodec.encode(
            "dead",
            "fleet",
            new Origin("inbox", 1, 2, Samples.AT, bytes("order-42")),
            headers,
            COMMAND,
            Fault.at(Fault.Stage.TASK_PUT, 5, RedriveTest.class, code, "much"),
            null),
        5);
  }

  private static Headers inboxHeaders(String kind) {
    return original()
        .add("countersign.kind", bytes(kind))
        .add("countersign.origin.topic", bytes("commands"));
  }

  private static Headers original() {
    return new RecordHeaders().add("x", bytes("1"));
  }

  private static Letter letter(Headers original, String requestId) {
    return Letters.read(
        Letters.about(DeadLetterCode.INVALID_COMMAND, original, COMMAND, requestId), 5);
  }

  private static ProducerRecord<byte[], byte[]> sent(Letter letter) {
    return ((Redrive.Sendable) REDRIVE.of(letter)).record();
  }

  private static String refused(Letter letter) {
    return ((Redrive.Impossible) REDRIVE.of(letter)).why();
  }

  private static List<String> headers(ProducerRecord<byte[], byte[]> record) {
    List<String> headers = new ArrayList<>();
    record
        .headers()
        .forEach(
            header ->
                headers.add(
                    header.key()
                        + '='
                        + (header.value() == null ? "null" : new String(header.value(), UTF_8))));
    return headers;
  }
}
