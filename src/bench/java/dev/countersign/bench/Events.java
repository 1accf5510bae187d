package dev.countersign.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What can be read of a topic of events under read_committed, counted by type. */
final class Events implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Map<String, Integer> counts = new HashMap<>();

  Events(String bootstrapServers, String topic) {
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                "read_committed",
                "max.poll.records",
                10_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    // A topic just made is not known everywhere at once.
    while (consumer.partitionsFor(topic).isEmpty()) {
      LockSupport.parkNanos(10_000_000);
    }
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    partitions.forEach(consumer::position);
  }

  void poll(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
      counts.merge(type(record), 1, Integer::sum);
      each.accept(record);
    }
  }

  /** Waits until a program has written so many of a type in all. */
  void await(String type, int count, Child by) {
    while (count(type) < count) {
      by.check();
      poll(_ -> {});
    }
  }

  /** Waits until there are so many records of whatever type. */
  void awaitRecords(int count, Child by) {
    while (counts.values().stream().mapToInt(each -> each).sum() < count) {
      by.check();
      poll(_ -> {});
    }
  }

  int count(String type) {
    return counts.getOrDefault(type, 0);
  }

  Map<String, Integer> counts() {
    return counts;
  }

  /** Such as {@code created}. */
  static String type(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader("ce_type");
    return header == null
        ? "none"
        : new String(header.value(), UTF_8)
            .replace("dev.countersign.sign_request.", "")
            .replace(".v1", "");
  }

  @Override
  public void close() {
    consumer.close();
  }
}
