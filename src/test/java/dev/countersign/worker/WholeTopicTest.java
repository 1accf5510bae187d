package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countersign.testing.Fleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WholeTopicTest {
  /** Of now, for retention takes away what is old. */
  private static final Instant AT = Instant.now();

  private final Fleet fleet = Fleet.setup().workers(0).start();

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  void itIsTheSameEachTimeAndEndsWhereItEndedAtFirst() {
    write("a", AT);
    write("b", AT.plusSeconds(1));
    try (WholeTopic topic = open()) {
      write("later", AT.plusSeconds(2));

      assertThat(read(topic, null)).containsExactly("a", "b");
      assertThat(read(topic, null)).containsExactly("a", "b");
    }
  }

  @Test
  void itMayBeginAtATime() {
    write("a", AT);
    write("b", AT.plusSeconds(1));
    try (WholeTopic topic = open()) {
      assertThat(read(topic, AT.plusMillis(1))).containsExactly("b");
      assertThat(read(topic, AT.plusSeconds(2))).isEmpty();
    }
  }

  @Test
  void whatWasTakenBackIsNotInIt() {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            fleet.config().kafka().bootstrapServers(),
            "transactional.id",
            fleet.newId());
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(record("never", AT));
      producer.flush();
      producer.abortTransaction();
    }
    write("a", AT);

    // The broker may still be about to say that it was taken back, and until then nobody reads on.
    List<String> read =
        Fleet.until(
            "what is behind it",
            () -> {
              try (WholeTopic topic = open()) {
                List<String> found = read(topic, null);
                return found.isEmpty() ? null : found;
              }
            });
    assertThat(read).containsExactly("a");
  }

  @Test
  void anEmptyOneIsReadAtOnce() {
    try (WholeTopic topic = open()) {
      assertThat(read(topic, null)).isEmpty();
    }
  }

  @Test
  void oneThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> WholeTopic.open(fleet.config().kafka(), "none", fleet.newId()))
        .isInstanceOf(KafkaException.class)
        .hasMessageContaining("topic none does not exist");
  }

  private WholeTopic open() {
    return WholeTopic.open(fleet.config().kafka(), fleet.topics().deadLetters(), fleet.newId());
  }

  private static List<String> read(WholeTopic topic, @Nullable Instant since) {
    List<String> read = new ArrayList<>();
    topic.read(since, record -> read.add(new String(record.value(), UTF_8)));
    return read;
  }

  private void write(String value, Instant at) {
    fleet.send(record(value, at));
  }

  private ProducerRecord<byte[], byte[]> record(String value, Instant at) {
    return new ProducerRecord<>(
        fleet.topics().deadLetters(), 0, at.toEpochMilli(), null, value.getBytes(UTF_8));
  }
}
