package dev.countersign.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads a topic to its end, and does nothing with what is there. Its clock starts when it has read
 * something before: a worker, too, has spoken to the broker for a while when it is assigned
 * partitions.
 */
final class PlainReader {
  private PlainReader() {}

  /** Arguments: bootstrap servers, topic, its partitions. Says milliseconds and records. */
  public static void main(String... arguments) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                arguments[0],
                "isolation.level",
                "read_committed",
                "max.poll.records",
                5_000,
                "receive.buffer.bytes",
                -1),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          IntStream.range(0, Integer.parseInt(arguments[2]))
              .mapToObj(number -> new TopicPartition(arguments[1], number))
              .toList();
      consumer.assign(partitions.subList(0, 1));
      consumer.seekToBeginning(consumer.assignment());
      while (consumer.poll(Duration.ofMillis(10)).isEmpty()) {}
      long begun = System.nanoTime();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Set<Map.Entry<TopicPartition, Long>> ends = consumer.endOffsets(partitions).entrySet();
      long records = 0;
      while (ends.stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        records += consumer.poll(Duration.ofMillis(10)).count();
      }
      System.out.println("read " + (System.nanoTime() - begun) / 1_000_000 + ' ' + records);
    }
  }
}
