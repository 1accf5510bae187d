package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Fleet;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicReportTest {
  private final Fleet fleet = Fleet.setup().workers(0).start();
  private final TopicReport report = new TopicReport(fleet.admin(), fleet.config());

  @AfterEach
  void close() {
    fleet.close();
  }

  @Test
  void allTopicsAreThereAsTheyWereMade() {
    assertThat(report.facts().keySet()).containsExactlyInAnyOrderElementsOf(report.names());
    assertThat(facts(fleet.topics().inbox()))
        .extracting(
            TopicFacts::partitions,
            TopicFacts::replication,
            TopicFacts::cleanup,
            TopicFacts::retentionMillis)
        .containsExactly(3, 1, "delete", -1L);
    assertThat(facts(fleet.topics().userTokens()).cleanup()).isEqualTo("compact");
  }

  @Test
  void recordsAndBytesAreCounted() {
    String topic = fleet.topics().deadLetters();
    assertThat(facts(topic).records()).isZero();
    byte[] value = "x".repeat(1_000).getBytes(UTF_8);

    fleet.send(new ProducerRecord<>(topic, value));
    fleet.send(new ProducerRecord<>(topic, value));

    assertThat(facts(topic).records()).isEqualTo(2);
    assertThat(facts(topic).bytes()).isBetween(2_000L, 3_000L);
  }

  @Test
  void oneThatIsMissingIsNotInIt() throws Exception {
    fleet.admin().deleteTopics(List.of(fleet.topics().events())).all().get();

    Fleet.await("deletion")
        .ignoreExceptionsInstanceOf(OwnerLog.LogLost.class)
        .until(() -> !report.facts().containsKey(fleet.topics().events()));

    assertThat(report.names()).contains(fleet.topics().events());
  }

  private TopicFacts facts(String topic) {
    return Objects.requireNonNull(report.facts().get(topic));
  }
}
