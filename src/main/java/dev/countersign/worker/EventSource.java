package dev.countersign.worker;

import dev.countersign.config.CountersignConfig;
import dev.countersign.wire.EventReader;
import dev.countersign.wire.SchemaIds;
import dev.countersign.wire.UndecodableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event topic from shortly before its end, as a committed reader sees it. */
final class EventSource implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EventSource.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration WAIT = Duration.ofSeconds(1);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  /** By time, and those of a request always as they were published. */
  private static final Comparator<ConsumerRecord<byte[], byte[]>> IN_ORDER =
      Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
          .thenComparingInt(ConsumerRecord::partition)
          .thenComparingLong(ConsumerRecord::offset);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final EventReader reader;
  private final Map<TopicPartition, Long> ends;

  private EventSource(
      KafkaConsumer<byte[], byte[]> consumer, EventReader reader, Map<TopicPartition, Long> ends) {
    this.consumer = consumer;
    this.reader = reader;
    this.ends = ends;
  }

  /**
   * Opens the topic.
   *
   * @throws KafkaException it cannot be read now
   */
  static EventSource open(CountersignConfig config, SchemaIds schemas) {
    String clientId = config.groupId() + '-' + config.workerId() + "-console";
    KafkaConsumer<byte[], byte[]> consumer = Consumers.reader(config.kafka(), clientId);
    try {
      List<TopicPartition> partitions =
          WholeTopic.partitions(consumer, config.kafka(), config.topics().events());
      consumer.assign(partitions);
      return new EventSource(
          consumer, new EventReader(schemas), consumer.endOffsets(partitions, PATIENCE));
    } catch (RuntimeException e) {
      consumer.close(CloseOptions.timeout(CLOSE));
      throw e;
    }
  }

  /** The newest of what is there, the oldest of them first. */
  List<String> newest(int most) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(ends.keySet(), PATIENCE);
    // Each transaction leaves a mark, which has an offset, too.
    ends.forEach(
        (partition, end) ->
            consumer.seek(
                partition, Math.max(begins.getOrDefault(partition, 0L), end - 2L * most)));
    PriorityQueue<ConsumerRecord<byte[], byte[]>> newest = new PriorityQueue<>(IN_ORDER);
    while (!isCaughtUp()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
        newest.add(record);
        if (newest.size() > most) {
          newest.remove();
        }
      }
    }
    List<ConsumerRecord<byte[], byte[]>> inOrder = new ArrayList<>(newest);
    inOrder.sort(IN_ORDER);
    return read(inOrder);
  }

  private boolean isCaughtUp() {
    return ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey(), PATIENCE) >= end.getValue());
  }

  /** What has come; waits a while for it. */
  List<String> poll() {
    return read(consumer.poll(WAIT));
  }

  private List<String> read(Iterable<ConsumerRecord<byte[], byte[]>> records) {
    List<String> events = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        events.add(EventSummary.of(reader.tree(record.value())));
      } catch (UndecodableException e) {
        log.atDebug()
            .addKeyValue("partition", record.partition())
            .addKeyValue("offset", record.offset())
            .log("not an event");
      }
    }
    return events;
  }

  /** Ends a waiting poll; callable from any thread. */
  void wakeup() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    try {
      consumer.close(CloseOptions.timeout(CLOSE));
    } catch (KafkaException e) {
      log.atDebug().addKeyValue("cause", e.toString()).log("event reader closed uncleanly");
    }
  }
}
