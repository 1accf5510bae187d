package dev.countersign.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestBrokerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final String topic = TestBroker.uniquePrefix("test-broker");

  @BeforeEach
  void createTopic() throws Exception {
    try (var admin = admin()) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "classic"})
  void whatIsProducedIsConsumedUnderBothGroupProtocols(String protocol) throws Exception {
    try (var producer = producer(Map.of())) {
      producer.send(new ProducerRecord<>(topic, "k", "hello")).get();
    }

    assertThat(read(protocol, 1)).containsExactly("hello");
  }

  @Test
  void aConsumerGroupIsOfTheNewTypeOnTheBroker() throws Exception {
    try (var producer = producer(Map.of())) {
      producer.send(new ProducerRecord<>(topic, "k", "hello")).get();
    }

    read("consumer", 1);

    try (var admin = admin()) {
      assertThat(admin.listGroups().all().get())
          .filteredOn(group -> group.groupId().equals(topic))
          .allSatisfy(group -> assertThat(group.type()).contains(GroupType.CONSUMER));
    }
  }

  @Test
  void anAbortedTransactionIsNotSeenByACommittedReader() throws Exception {
    try (var producer = producer(Map.of("transactional.id", topic))) {
      producer.initTransactions();
      for (String value : List.of("committed", "aborted", "committed too")) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(topic, "k", value)).get();
        if (value.equals("aborted")) {
          producer.abortTransaction();
        } else {
          producer.commitTransaction();
        }
      }
    }

    assertThat(read("consumer", 2)).containsExactly("committed", "committed too");
  }

  @Test
  void topicsAreNotMadeByUsingThem() {
    try (var consumer = consumer("consumer");
        var admin = admin()) {
      consumer.subscribe(List.of(topic + "-missing"));
      consumer.poll(Duration.ofMillis(300));

      Set<String> names =
          Awaitility.await()
              .atMost(PATIENCE)
              .until(() -> admin.listTopics().names().get(), all -> all.contains(topic));
      assertThat(names).doesNotContain(topic + "-missing");
    }
  }

  private List<String> read(String protocol, int expected) {
    var values = new ArrayList<String>();
    try (var consumer = consumer(protocol)) {
      consumer.subscribe(List.of(topic));
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.size() >= expected;
              });
    }
    return values;
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", TestBroker.bootstrapServers()));
  }

  private static KafkaProducer<String, String> producer(Map<String, Object> more) {
    var settings = new HashMap<>(more);
    settings.put("bootstrap.servers", TestBroker.bootstrapServers());
    return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  private KafkaConsumer<String, String> consumer(String protocol) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            TestBroker.bootstrapServers(),
            "group.id",
            topic,
            "group.protocol",
            protocol,
            "isolation.level",
            "read_committed",
            "auto.offset.reset",
            "earliest"),
        new StringDeserializer(),
        new StringDeserializer());
  }
}
