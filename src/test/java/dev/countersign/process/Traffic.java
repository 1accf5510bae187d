package dev.countersign.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.config.CountersignConfig;
import dev.countersign.wire.EventReader;
import dev.countersign.wire.UndecodableException;
import dev.countersign.worker.Consumers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Many commands without waiting for any, and who was answered. For measurements. */
final class Traffic {
  private final CountersignConfig config;
  private final KafkaProducer<byte[], byte[]> commands;
  private final KafkaConsumer<byte[], byte[]> events;
  private final EventReader decoder = new EventReader();

  /** The topics must be there. */
  Traffic(CountersignConfig config) {
    this.config = config;
    this.commands =
        new KafkaProducer<>(
            new HashMap<>(config.kafka().producer()),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.events = Consumers.reader(config.kafka(), "events");
    List<TopicPartition> partitions =
        events.partitionsFor(config.topics().events()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    events.assign(partitions);
    events.seekToBeginning(partitions);
  }

  void ask(String id) {
    String command = "{\"id\":\"%s\",\"txjson\":{\"TransactionType\":\"SignIn\"}}".formatted(id);
    commands.send(new ProducerRecord<>(config.topics().commands(), command.getBytes(UTF_8)));
  }

  /** The ids of requests that were created; waits at most so long for the next. */
  List<String> created(Duration wait) {
    List<String> ids = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : events.poll(wait)) {
      try {
        var event = decoder.tree(record.value());
        if (event.path("type").asText().equals("CREATED")) {
          ids.add(event.path("request_id").asText());
        }
      } catch (UndecodableException e) {
        throw new IllegalStateException(e);
      }
    }
    return ids;
  }
}
