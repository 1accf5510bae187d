package dev.countersign.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.config.CountersignConfig;
import dev.countersign.wire.EventReader;
import dev.countersign.wire.UndecodableException;
import dev.countersign.worker.Consumers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** What talks to Countersign: it writes commands and reads committed events, nothing else. */
final class Service implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final CountersignConfig config;
  private final KafkaProducer<byte[], byte[]> commands;
  private final KafkaConsumer<byte[], byte[]> reader;
  private final EventReader decoder = new EventReader();
  private final ArrayDeque<JsonNode> unread = new ArrayDeque<>();
  private final Map<String, JsonNode> events = new LinkedHashMap<>();
  private final List<String> history = new ArrayList<>();

  /** The topics must be there. */
  Service(CountersignConfig config) {
    this.config = config;
    Map<String, Object> settings = new HashMap<>(config.kafka().producer());
    settings.put("acks", "all");
    this.commands =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    this.reader = Consumers.reader(config.kafka(), "service");
    List<TopicPartition> partitions = partitions(reader, config.topics().events());
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
  }

  static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> reader, String topic) {
    // A topic that was just made is not known to every part of the broker yet.
    List<PartitionInfo> found =
        Awaitility.await()
            .pollInSameThread()
            .until(() -> reader.partitionsFor(topic), partitions -> !partitions.isEmpty());
    return found.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList();
  }

  /** Null: a record without a value. */
  void send(@Nullable String command) {
    send(command, Map.of());
  }

  void send(@Nullable String command, Map<String, String> headers) {
    byte[] value = command == null ? null : command.getBytes(UTF_8);
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(config.topics().commands(), value);
    headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    try {
      commands.send(record).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Writes a dead letter as a worker would have done then. */
  void deadLetter(Instant at, String origin, String command) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            config.topics().deadLetters(), 0, at.toEpochMilli(), null, command.getBytes(UTF_8));
    letter
        .headers()
        .add("countersign.error.code", "INTERNAL".getBytes(UTF_8))
        .add("__connect.errors.topic", origin.getBytes(UTF_8))
        .add("__connect.errors.partition", "0".getBytes(UTF_8))
        .add("__connect.errors.offset", "0".getBytes(UTF_8));
    try {
      commands.send(letter).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The next event; fails when none comes. */
  JsonNode next() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (unread.isEmpty()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no event came after " + history);
      }
      poll(Duration.ofMillis(100));
    }
    return unread.remove();
  }

  /** Waits for one event, over all others. */
  JsonNode await(String requestId, String type) {
    while (true) {
      JsonNode event = next();
      if (name(event).matches("\\Q" + requestId + "\\E \\d+ " + type)) {
        return event;
      }
    }
  }

  /** All that was ever read and is there now, in the order of each request. */
  List<String> historyToTheEnd() {
    Map<TopicPartition, Long> ends = reader.endOffsets(reader.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
      poll(Duration.ofMillis(50));
    }
    return history.stream().sorted().toList();
  }

  private void poll(Duration wait) {
    for (ConsumerRecord<byte[], byte[]> record : reader.poll(wait)) {
      JsonNode event;
      try {
        event = decoder.tree(record.value());
      } catch (UndecodableException e) {
        throw new AssertionError(e);
      }
      unread.add(event);
      history.add(name(event));
      events.put(name(event), event);
    }
  }

  /** An event that was read already, as {@code request sequence TYPE}. */
  JsonNode event(String name) {
    JsonNode event = events.get(name);
    if (event == null) {
      throw new AssertionError("no " + name + " in " + history);
    }
    return event;
  }

  private static String name(JsonNode event) {
    return "%s %d %s"
        .formatted(
            event.path("request_id").asText(),
            event.path("sequence").asLong(),
            event.path("type").asText());
  }

  /** The keys that have a value in the user-token topic. */
  List<String> rememberedUsers() {
    Map<String, Boolean> remembered = new HashMap<>();
    records(config, config.topics().userTokens())
        .forEach(r -> remembered.put(new String(r.key(), UTF_8), r.value() != null));
    return remembered.keySet().stream().filter(remembered::get).sorted().toList();
  }

  /** All values of a topic, as text. */
  static List<String> values(CountersignConfig config, String topic) {
    return records(config, topic).stream().map(r -> new String(r.value(), UTF_8)).toList();
  }

  /** Everything in a topic: keys, values and headers. */
  static String text(CountersignConfig config, String topic) {
    StringBuilder text = new StringBuilder(headers(config, topic));
    for (ConsumerRecord<byte[], byte[]> record : records(config, topic)) {
      text.append(new String(record.key(), UTF_8)).append(new String(record.value(), UTF_8));
    }
    return text.toString();
  }

  /** All headers of a topic's records. */
  static String headers(CountersignConfig config, String topic) {
    StringBuilder text = new StringBuilder();
    for (ConsumerRecord<byte[], byte[]> record : records(config, topic)) {
      record.headers().forEach(header -> text.append(new String(header.value(), UTF_8)));
    }
    return text.toString();
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(
      CountersignConfig config, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> all = Consumers.reader(config.kafka(), "all")) {
      List<TopicPartition> partitions = partitions(all, topic);
      all.assign(partitions);
      all.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = all.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> all.position(end.getKey()) < end.getValue())) {
        all.poll(Duration.ofMillis(50)).forEach(records::add);
      }
    }
    return records;
  }

  @Override
  public void close() {
    commands.close();
    reader.close();
  }
}
