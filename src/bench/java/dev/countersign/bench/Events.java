package dev.countersign.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What can be read of a topic of events under read_committed, counted by type. */
final class Events implements AutoCloseable {
  /** The type of what does not tell it, such as a user's token. */
  static final String UNTYPED = "none";

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Set<TopicPartition> partitions;
  private final Map<String, Integer> counts = new HashMap<>();
  private final Map<String, Set<String>> keys = new HashMap<>();

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
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .collect(Collectors.toSet());
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    partitions.forEach(consumer::position);
  }

  void poll(Consumer<ConsumerRecord<byte[], byte[]>> each) {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
      counts.merge(type(record), 1, Integer::sum);
      keys.computeIfAbsent(type(record), _ -> new HashSet<>()).add(new String(record.key(), UTF_8));
      each.accept(record);
    }
  }

  /**
   * Waits until a program has written so many of each type in all.
   *
   * @param check fails when there is nothing to wait for any more
   */
  void await(List<String> types, int count, Runnable check) {
    while (types.stream().anyMatch(type -> count(type) < count)) {
      check.run();
      poll(_ -> {});
    }
  }

  int count(String type) {
    return counts.getOrDefault(type, 0);
  }

  /** Reads to the end, and fails unless so many keys have exactly one event of each type. */
  void prove(List<String> types, int count) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      poll(_ -> {});
    }
    for (String type : types) {
      int distinct = keys.getOrDefault(type, Set.of()).size();
      if (count(type) != count || distinct != count) {
        throw new IllegalStateException(
            "%d events %s of %d requests, where there were %d commands"
                .formatted(count(type), type, distinct, count));
      }
    }
  }

  /** Such as {@code created}. */
  static String type(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader("ce_type");
    return header == null
        ? UNTYPED
        : new String(header.value(), UTF_8)
            .replace("dev.countersign.sign_request.", "")
            .replace(".v1", "");
  }

  @Override
  public void close() {
    consumer.close();
  }
}
