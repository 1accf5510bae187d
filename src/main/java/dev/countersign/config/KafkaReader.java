package dev.countersign.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** Sorts what is set under {@code kafka.} to the kinds of clients, and checks it by their rules. */
final class KafkaReader {
  /** What promises rest on, so nobody else may set it (CONTRACT §7). */
  private static final Set<String> PROMISED =
      Set.of(
          "group.id",
          "transactional.id",
          "isolation.level",
          "enable.auto.commit",
          "acks",
          "auto.offset.reset",
          "key.serializer",
          "value.serializer",
          "key.deserializer",
          "value.deserializer");

  private enum Kind {
    CONSUMER("consumer.", ConsumerConfig.configDef()),
    PRODUCER("producer.", ProducerConfig.configDef()),
    ADMIN("admin.", AdminClientConfig.configDef());

    final String prefix;
    final ConfigDef definition;

    Kind(String prefix, ConfigDef definition) {
      this.prefix = prefix;
      this.definition = definition;
    }

    boolean knows(String name) {
      return definition.names().contains(name);
    }

    static @Nullable Kind ofPrefix(String name) {
      for (Kind kind : values()) {
        if (name.startsWith(kind.prefix)) {
          return kind;
        }
      }
      return null;
    }

    static boolean anyKnows(String name) {
      for (Kind kind : values()) {
        if (kind.knows(name)) {
          return true;
        }
      }
      return false;
    }
  }

  private final Values values;
  private final SortedSet<String> keys;
  private final Set<String> reported = new HashSet<>();

  KafkaReader(Values values) {
    this.values = values;
    this.keys = values.keysUnder("kafka.");
  }

  KafkaSettings read() {
    for (String key : keys) {
      String name = key.substring("kafka.".length());
      Kind kind = Kind.ofPrefix(name);
      String setting = kind == null ? name : name.substring(kind.prefix.length());
      if (PROMISED.contains(setting)) {
        values.problem(key, "is decided by Countersign, its promises rest on it; remove it");
      }
    }
    String servers = values.read(ConfigKey.BOOTSTRAP_SERVERS, Parsers::bootstrapServers);
    String protocol = values.read(ConfigKey.GROUP_PROTOCOL, Parsers::groupProtocol);
    var consumer = settings(Kind.CONSUMER, servers);
    consumer.put("group.protocol", protocol);
    if (protocol.equals("classic")) {
      consumer.putIfAbsent(
          "partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
    }
    return new KafkaSettings(
        consumer, settings(Kind.PRODUCER, servers), settings(Kind.ADMIN, servers));
  }

  private Map<String, Object> settings(Kind kind, String servers) {
    var keyByName = new TreeMap<String, String>();
    for (String key : keys) {
      String name = key.substring("kafka.".length());
      if (Kind.ofPrefix(name) == null && (kind.knows(name) || !Kind.anyKnows(name))) {
        keyByName.put(name, key);
      }
    }
    for (String key : keys) {
      String name = key.substring("kafka.".length());
      if (name.startsWith(kind.prefix)) {
        keyByName.put(name.substring(kind.prefix.length()), key);
      }
    }
    keyByName.keySet().removeAll(PROMISED);
    var settings = new HashMap<String, Object>();
    keyByName.forEach((name, key) -> settings.put(name, String.valueOf(values.raw(key))));
    settings.merge("bootstrap.servers", servers, (given, checked) -> given);
    check(kind, settings, keyByName);
    return settings;
  }

  private void check(Kind kind, Map<String, Object> settings, Map<String, String> keyByName) {
    var texts = new HashMap<String, String>();
    settings.forEach((name, value) -> texts.put(name, value.toString()));
    for (var checked : kind.definition.validate(texts)) {
      String key = keyByName.get(checked.name());
      if (key != null && !checked.errorMessages().isEmpty() && reported.add(key)) {
        values.problem(key, checked.errorMessages().getFirst());
      }
    }
  }
}
