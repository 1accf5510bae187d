package dev.countersign.worker;

import dev.countersign.config.KafkaSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What is in a topic now, as a committed reader sees it; may be read again and again, and is the
 * same each time as long as retention leaves it alone.
 */
public final class WholeTopic implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration WAIT = Duration.ofMillis(200);
  private static final Duration STANDSTILL = Duration.ofSeconds(30);

  private final KafkaConsumer<byte[], byte[]> reader;
  private final String name;
  private final Map<TopicPartition, Long> ends;

  private WholeTopic(
      KafkaConsumer<byte[], byte[]> reader, String name, Map<TopicPartition, Long> ends) {
    this.reader = reader;
    this.name = name;
    this.ends = ends;
  }

  /**
   * The topic up to its end of now.
   *
   * @throws KafkaException Kafka does not answer, or there is no such topic
   */
  public static WholeTopic open(KafkaSettings kafka, String topic, String clientId) {
    KafkaConsumer<byte[], byte[]> reader = Consumers.reader(kafka, clientId);
    try {
      List<TopicPartition> partitions = partitions(reader, kafka, topic);
      reader.assign(partitions);
      return new WholeTopic(reader, topic, reader.endOffsets(partitions, PATIENCE));
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * The partitions of a topic.
   *
   * @throws KafkaException Kafka does not answer, or there is no such topic
   */
  public static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> reader, KafkaSettings kafka, String topic) {
    List<TopicPartition> partitions;
    try {
      partitions =
          reader.partitionsFor(topic, PATIENCE).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
    } catch (TimeoutException e) {
      throw new KafkaException("no answer from " + kafka.bootstrapServers(), e);
    }
    if (partitions.isEmpty()) {
      throw new KafkaException(
          "topic " + topic + " does not exist; run 'countersign topics create'");
    }
    return partitions;
  }

  /**
   * Reads it, partition by partition in order.
   *
   * @param since begin with the first record at or after this time; null: with the oldest
   */
  public void read(@Nullable Instant since, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    seek(since);
    long quietSince = System.nanoTime();
    while (ends.entrySet().stream()
        .anyMatch(end -> reader.position(end.getKey(), PATIENCE) < end.getValue())) {
      ConsumerRecords<byte[], byte[]> batch = reader.poll(WAIT);
      for (ConsumerRecord<byte[], byte[]> record : batch) {
        Long end = ends.get(new TopicPartition(record.topic(), record.partition()));
        if (end != null && record.offset() < end) {
          each.accept(record);
        }
      }
      if (!batch.isEmpty()) {
        quietSince = System.nanoTime();
      } else if (System.nanoTime() - quietSince > STANDSTILL.toNanos()) {
        throw new KafkaException(
            "topic " + name + " could not be read for " + STANDSTILL.toSeconds() + " s");
      }
    }
  }

  private void seek(@Nullable Instant since) {
    if (since == null) {
      reader.seekToBeginning(ends.keySet());
      return;
    }
    Map<TopicPartition, Long> times = new HashMap<>();
    ends.keySet().forEach(partition -> times.put(partition, since.toEpochMilli()));
    reader
        .offsetsForTimes(times, PATIENCE)
        .forEach(
            (partition, found) ->
                reader.seek(
                    partition, found == null ? ends.getOrDefault(partition, 0L) : found.offset()));
  }

  @Override
  public void close() {
    reader.close();
  }
}
