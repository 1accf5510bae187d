package dev.countersign.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.NodePackage;
import dev.countersign.testing.TestBroker;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** KafkaJS from npm, unchanged. Its scripts lie in {@code src/test/node/kafkajs}. */
@DisplayName("CONTRACT §6.3: a service in JavaScript asks, and reads events in order, each once")
class KafkaJsTest {
  private static NodePackage node;

  @BeforeAll
  static void kafkaJsIsInstalled() {
    node = NodePackage.installed("kafkajs");
  }

  @Test
  void inJson() {
    try (Fleet fleet = Fleet.setup().start()) {
      Asked asked = fleet.asked(fleet.newId());
      node.run(environment(fleet, asked.id()), "node", "ask.js");
      String uuid = asked.watched();
      abort(fleet, asked.id());
      fleet.person("ada").sign(uuid);
      asked.awaits("CREATED", "OPENED", "SIGNED");

      List<String> printed =
          node.run(environment(fleet, asked.id()), "node", "follow.js").lines().toList();

      assertThat(printed)
          .filteredOn(line -> line.startsWith("by default"))
          .containsExactly(
              "by default 0 CREATED application/json",
              "by default 1 OPENED application/json",
              "by default 2 SIGNED application/json");
      assertThat(printed).contains("uncommitted 1 ABORTED");
    }
  }

  private static Map<String, String> environment(Fleet fleet, String id) {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS",
        TestBroker.bootstrapServers(),
        "COMMANDS",
        fleet.topics().commands(),
        "EVENTS",
        fleet.topics().events(),
        "ID",
        id);
  }

  /** What a worker leaves behind that dies in the middle of a turn. */
  private static void abort(Fleet fleet, String id) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", TestBroker.bootstrapServers(), "transactional.id", "dies-" + id);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      byte[] never = "{\"type\":\"ABORTED\",\"sequence\":1}".getBytes(UTF_8);
      producer.send(new ProducerRecord<>(fleet.topics().events(), id.getBytes(UTF_8), never));
      producer.flush();
      producer.abortTransaction();
    }
  }
}
