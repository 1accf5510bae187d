package dev.countersign.config;

import java.util.Arrays;
import java.util.Locale;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** The kinds of Kafka clients, each with its own prefix and its own rules. */
enum ClientKind {
  CONSUMER,
  PRODUCER,
  ADMIN;

  String prefix() {
    return name().toLowerCase(Locale.ROOT) + ".";
  }

  ConfigDef definition() {
    return switch (this) {
      case CONSUMER -> ConsumerConfig.configDef();
      case PRODUCER -> ProducerConfig.configDef();
      case ADMIN -> AdminClientConfig.configDef();
    };
  }

  boolean knows(String name) {
    return switch (this) {
      case CONSUMER -> ConsumerConfig.configNames().contains(name);
      case PRODUCER -> ProducerConfig.configNames().contains(name);
      case ADMIN -> AdminClientConfig.configNames().contains(name);
    };
  }

  static boolean anyKnows(String name) {
    return Arrays.stream(values()).anyMatch(kind -> kind.knows(name));
  }

  static @Nullable ClientKind ofPrefix(String name) {
    for (ClientKind kind : values()) {
      if (name.startsWith(kind.prefix())) {
        return kind;
      }
    }
    return null;
  }
}
