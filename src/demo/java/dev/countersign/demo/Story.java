package dev.countersign.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.EventLine;
import dev.countersign.config.CountersignConfig;
import dev.countersign.wire.EventReader;
import dev.countersign.wire.UndecodableException;
import dev.countersign.worker.Consumers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Talks to the worker as any service would: commands go into one topic, events are read back from
 * another, and every event that comes is told in one line.
 */
final class Story implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CountersignConfig config;
  private final KafkaProducer<byte[], byte[]> commands;
  private final KafkaConsumer<byte[], byte[]> events;
  private final EventReader reader = new EventReader();
  private final ArrayDeque<JsonNode> unread = new ArrayDeque<>();

  Story(CountersignConfig config) {
    this.config = config;
    this.commands =
        new KafkaProducer<>(
            Map.copyOf(config.kafka().producer()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.events = Consumers.reader(config.kafka(), "demo");
    List<TopicPartition> partitions =
        events.partitionsFor(config.topics().events()).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    events.assign(partitions);
    events.seekToBeginning(partitions);
  }

  void tell(String text) {
    System.out.println();
    System.out.println(text);
  }

  void send(String command) {
    System.out.println("  --> " + command);
    commands.send(new ProducerRecord<>(config.topics().commands(), command.getBytes(UTF_8)));
    commands.flush();
  }

  /**
   * Waits for the next event and tells it.
   *
   * @throws IllegalStateException it does not come, or another comes
   */
  JsonNode expect(String requestId, String type) {
    JsonNode event = next(requestId + " " + type);
    boolean expected =
        requestId.equals(event.path("request_id").asText())
            && type.equals(event.path("type").asText());
    if (!expected) {
      throw new IllegalStateException("expected " + requestId + " " + type + ", got " + event);
    }
    return event;
  }

  private JsonNode next(String what) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (unread.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("no event came while waiting for " + what);
      }
      for (ConsumerRecord<byte[], byte[]> record : events.poll(Duration.ofMillis(100))) {
        try {
          unread.add(reader.tree(record.value()));
        } catch (UndecodableException e) {
          throw new IllegalStateException("not an event: " + record, e);
        }
      }
    }
    JsonNode event = unread.remove();
    System.out.println("  <-- " + EventLine.of(event));
    return event;
  }

  @Override
  public void close() {
    commands.close();
    events.close();
  }
}
