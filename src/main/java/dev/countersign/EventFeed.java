package dev.countersign;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.config.CountersignConfig;
import dev.countersign.wire.EventReader;
import dev.countersign.wire.UndecodableException;
import dev.countersign.worker.Consumers;
import dev.countersign.worker.WholeTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The events as a committed reader sees them, from the oldest or from those to come. */
final class EventFeed implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> reader;
  private final TerminalRegistry registry;
  private final EventReader events;

  private EventFeed(KafkaConsumer<byte[], byte[]> reader, TerminalRegistry registry) {
    this.reader = reader;
    this.registry = registry;
    this.events = new EventReader(registry);
  }

  static EventFeed fromBeginning(CountersignConfig config, String clientId) {
    return open(config, clientId, true);
  }

  /** Of all that is published after this has returned, nothing is missed. */
  static EventFeed fromNow(CountersignConfig config, String clientId) {
    return open(config, clientId, false);
  }

  private static EventFeed open(CountersignConfig config, String clientId, boolean fromBeginning) {
    KafkaConsumer<byte[], byte[]> reader = Consumers.reader(config.kafka(), clientId);
    try {
      List<TopicPartition> partitions =
          WholeTopic.partitions(reader, config.kafka(), config.topics().events());
      reader.assign(partitions);
      if (fromBeginning) {
        reader.seekToBeginning(partitions);
      } else {
        reader.seekToEnd(partitions);
      }
      // Both only note what is wanted; this finds out where it is.
      partitions.forEach(reader::position);
      return new EventFeed(reader, new TerminalRegistry(config.registry()));
    } catch (KafkaException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * What has come; waits a moment for it. What is no event is complained of, and left out.
   *
   * @throws dev.countersign.wire.SchemaUnavailableException the registry does not answer
   */
  List<JsonNode> poll(Duration wait) {
    List<JsonNode> found = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(wait)) {
      try {
        found.add(events.tree(record.value()));
      } catch (UndecodableException e) {
        System.err.println(
            "not an event: "
                + record.topic()
                + '-'
                + record.partition()
                + '@'
                + record.offset()
                + ": "
                + Terminal.plain(e.getMessage()));
      }
    }
    return found;
  }

  @Override
  public void close() {
    reader.close();
    registry.close();
  }
}
