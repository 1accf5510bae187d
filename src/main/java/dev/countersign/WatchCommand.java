package dev.countersign;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.wire.EventReader;
import dev.countersign.wire.UndecodableException;
import dev.countersign.worker.Consumers;
import dev.countersign.worker.WholeTopic;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Follows events. */
@Command(
    name = "watch",
    description = "Follow the events as they are published, until Ctrl-C.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  countersign watch --from-beginning --request order-17"})
final class WatchCommand implements Callable<Integer> {
  private static final Duration WAIT = Duration.ofMillis(200);

  @Mixin private final Configuration configuration = new Configuration();

  @Option(names = "--json", description = "Print each event as one line of JSON.")
  private boolean json;

  @Option(names = "--from-beginning", description = "Begin with the oldest event there is.")
  private boolean fromBeginning;

  @Option(names = "--request", paramLabel = "ID", description = "Only events of this request.")
  private @Nullable String request;

  @Override
  public Integer call() {
    Terminal.quiet();
    CountersignConfig config = configuration.load(ConfigLoader.Applications.NOT_READ);
    Stop stop = Stop.onTermination();
    try (KafkaConsumer<byte[], byte[]> reader =
        Consumers.reader(config.kafka(), "countersign-watch")) {
      List<TopicPartition> partitions = 
          WholeTopic.partitions(reader, config.kafka(), config.topics().events());
      reader.assign(partitions);
      if (fromBeginning) {
        reader.seekToBeginning(partitions);
      } else {
        reader.seekToEnd(partitions);
      }
      // What is new is what comes after this line.
      partitions.forEach(reader::position);
      System.err.println("watching " + config.topics().events());
      EventReader events = new EventReader();
      while (!stop.await(Duration.ZERO)) {
        for (ConsumerRecord<byte[], byte[]> record : reader.poll(WAIT)) {
          print(events, record);
        }
        if (System.out.checkError()) {
          // Whoever read the pipe has gone, as with `| head`.
          return Exit.OK;
        }
      }
    } finally {
      stop.done();
    }
    return Exit.OK;
  }

  private void print(EventReader events, ConsumerRecord<byte[], byte[]> record) {
    JsonNode event;
    try {
      event = events.tree(record.value());
    } catch (UndecodableException e) {
      System.err.println(
          "not an event: "
              + record.topic()
              + '-'
              + record.partition()
              + '@'
              + record.offset()
              + ": "
              + e.getMessage());
      return;
    }
    if (request == null || request.equals(event.path("request_id").asText())) {
      System.out.println(json ? event.toString() : EventLine.of(event));
    }
  }
}
