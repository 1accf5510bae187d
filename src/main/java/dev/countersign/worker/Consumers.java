package dev.countersign.worker;

import dev.countersign.config.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Consumers with the settings that carry promises; everything else is the operator's. */
public final class Consumers {
  private Consumers() {}

  /** A member of a group; offsets are committed in transactions only. */
  static KafkaConsumer<byte[], byte[]> member(
      KafkaSettings kafka, String groupId, String clientId) {
    Map<String, Object> settings = readCommitted(kafka, clientId);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    return consumer(settings);
  }

  /** A reader of whole topics, outside of any group. */
  public static KafkaConsumer<byte[], byte[]> reader(KafkaSettings kafka, String clientId) {
    Map<String, Object> settings = readCommitted(kafka, clientId);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name());
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
    // The system's, which grows: with the client's 64 KB a large read waits for every piece.
    settings.putIfAbsent(ConsumerConfig.RECEIVE_BUFFER_CONFIG, -1);
    return consumer(settings);
  }

  /** For reading high watermarks. */
  static KafkaConsumer<byte[], byte[]> watermarks(KafkaSettings kafka, String clientId) {
    Map<String, Object> settings = readCommitted(kafka, clientId);
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
    return consumer(settings);
  }

  private static Map<String, Object> readCommitted(KafkaSettings kafka, String clientId) {
    Map<String, Object> settings = new HashMap<>();
    settings.putAll(kafka.consumer());
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
    return settings;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
