package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.platform.webhook.Webhook;
import dev.countersign.testing.Fleet;
import dev.countersign.wire.Partitioner;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName(
    "CONTRACT §8: a webhook is written before it is answered, and waits for Kafka in bounds")
class WebhookWriterTest {
  private static final int PARTITIONS = 12;

  /** Takes what it is given, and answers when told to. */
  private final MockProducer<byte[], byte[]> kafka =
      new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

  private final WebhookWriter writer = new WebhookWriter(kafka, "inbox", PARTITIONS);

  private CompletableFuture<WebhookInbox.Taken> put(@Nullable String identifier) {
    Webhook webhook =
        new Webhook(
            "3f0e1b8c-3a6e-4f5d-8d8a-b5f1a6d1a111",
            identifier,
            true,
            Instant.parse("2030-01-01T00:00:00Z"),
            null);
    return writer.put("shop", webhook).toCompletableFuture();
  }

  private void sent(int count) {
    Fleet.await(count + " records").until(() -> kafka.history().size() == count);
  }

  @Test
  void itIsTakenOnceKafkaHasIt() {
    CompletableFuture<WebhookInbox.Taken> taken = put("order-42");
    sent(1);
    assertThat(taken).isNotDone();

    kafka.completeNext();

    assertThat(taken.join()).isEqualTo(WebhookInbox.Taken.WRITTEN);
  }

  @Test
  void itGoesWhereItsRequestLives() {
    put("order-42");
    sent(1);

    ProducerRecord<byte[], byte[]> record = kafka.history().getFirst();
    assertThat(record.topic()).isEqualTo("inbox");
    assertThat(record.partition()).isEqualTo(Partitioner.partition("order-42", PARTITIONS));
    assertThat(record.key()).isEqualTo("order-42".getBytes(UTF_8));
  }

  @Test
  void whatKafkaDoesNotTakeIsNotTaken() {
    CompletableFuture<WebhookInbox.Taken> taken = put("order-42");
    sent(1);

    kafka.errorNext(new TimeoutException("no broker"));

    assertThat(taken).isCompletedExceptionally();
  }

  @Test
  void aProducerThatThrowsIsNoBetter() {
    kafka.close();

    assertThat(put("order-42")).failsWithin(Duration.ofSeconds(5));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "none",
        "''",
        "somebody else's",
        "ordér",
        "a/b",
        "'a\u0000b'",
        "'order-42 '",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      },
      nullValues = "none")
  void whatIsNoRequestIdIsNotOurs(@Nullable String identifier) {
    assertThat(put(identifier).join()).isEqualTo(WebhookInbox.Taken.NOT_OURS);
    assertThat(kafka.history()).isEmpty();
  }

  @Test
  void noMoreWaitThanThereIsRoomForAndTheRestIsTurnedAway() {
    List<CompletableFuture<WebhookInbox.Taken>> waiting = new ArrayList<>();
    for (int i = 0; i < WebhookWriter.MOST; i++) {
      waiting.add(put("order-" + i));
    }
    sent(WebhookWriter.MOST);

    assertThat(put("one-more")).isCompletedExceptionally();

    kafka.completeNext();
    CompletableFuture.anyOf(waiting.toArray(CompletableFuture[]::new)).join();
    assertThat(put("and-another")).isNotCompletedExceptionally();
    sent(WebhookWriter.MOST + 1);
  }
}
