package dev.countersign.config;

import java.util.HashMap;
import java.util.Map;

/** The settings of the Kafka clients by kind, before what the worker itself decides. */
public record KafkaSettings(
    Map<String, Object> consumer, Map<String, Object> producer, Map<String, Object> admin) {

  public KafkaSettings {
    consumer = Map.copyOf(consumer);
    producer = Map.copyOf(producer);
    admin = Map.copyOf(admin);
  }

  /** Nothing set but where the brokers are. */
  public static KafkaSettings of(String bootstrapServers) {
    Map<String, Object> common =
        Map.of("bootstrap.servers", bootstrapServers, "enable.metrics.push", "false");
    var consumer = new HashMap<>(common);
    consumer.put("group.protocol", "consumer");
    return new KafkaSettings(consumer, common, common);
  }

  public String bootstrapServers() {
    return String.valueOf(admin.get("bootstrap.servers"));
  }

  /** Without the values: passwords are among them. */
  @Override
  public String toString() {
    return "KafkaSettings[bootstrapServers=%s, consumer=%s, producer=%s, admin=%s]"
        .formatted(bootstrapServers(), consumer.keySet(), producer.keySet(), admin.keySet());
  }
}
