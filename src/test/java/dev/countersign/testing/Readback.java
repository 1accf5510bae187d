package dev.countersign.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.config.KafkaSettings;
import dev.countersign.worker.Consumers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** One topic from its start, as a committed reader sees it, read on by a thread of its own. */
public final class Readback implements AutoCloseable {
  private final List<ConsumerRecord<byte[], byte[]>> records = new CopyOnWriteArrayList<>();
  private final KafkaConsumer<byte[], byte[]> reader;
  private final Thread thread;

  public Readback(KafkaSettings kafka, String topic) {
    this.reader = Consumers.reader(kafka, "readback-" + topic);
    List<TopicPartition> partitions =
        reader.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
    this.thread = Thread.ofPlatform().daemon().name("readback-" + topic).start(this::run);
  }

  private void run() {
    try (reader) {
      for (; ; ) {
        reader.poll(Duration.ofSeconds(1)).forEach(records::add);
      }
    } catch (WakeupException closed) {
      Thread.currentThread().setName(thread.getName() + "-closed");
    }
  }

  /** What was read so far. */
  public List<ConsumerRecord<byte[], byte[]>> all() {
    return List.copyOf(records);
  }

  public List<ConsumerRecord<byte[], byte[]>> matching(
      Predicate<ConsumerRecord<byte[], byte[]>> wanted) {
    return records.stream().filter(wanted).toList();
  }

  public static @Nullable String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? null : new String(record.key(), UTF_8);
  }

  public static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  @Override
  public void close() {
    reader.wakeup();
    try {
      thread.join(Duration.ofSeconds(2));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
