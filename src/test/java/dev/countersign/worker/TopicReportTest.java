package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.config.ConfigLoader;
import dev.countersign.testing.Fleet;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
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
  void oneThatIsMissingIsNotInIt() {
    String missing = fleet.newId();
    Properties settings = new Properties();
    settings.setProperty("kafka.bootstrap.servers", fleet.config().kafka().bootstrapServers());
    settings.setProperty("countersign.topics.events", missing);
    settings.setProperty("countersign.topics.dead-letters", fleet.topics().deadLetters());
    TopicReport other =
        new TopicReport(
            fleet.admin(),
            ConfigLoader.load(
                    Map.of(),
                    settings,
                    null,
                    ConfigLoader.Applications.NOT_READ,
                    () -> "some-worker")
                .config());

    assertThat(other.facts()).containsKey(fleet.topics().deadLetters()).doesNotContainKey(missing);
    assertThat(other.names()).contains(missing);
  }

  private TopicFacts facts(String topic) {
    return Objects.requireNonNull(report.facts().get(topic));
  }
}
