package dev.countersign.config;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;

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

  private static final List<String> CLASSIC_ONLY =
      List.of("session.timeout.ms", "heartbeat.interval.ms", "partition.assignment.strategy");

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
      ClientKind kind = ClientKind.ofPrefix(name);
      String setting = kind == null ? name : name.substring(kind.prefix().length());
      if (PROMISED.contains(setting)) {
        values.problem(key, "is decided by Countersign, its promises rest on it; remove it");
      }
    }
    String servers = values.read(ConfigKey.BOOTSTRAP_SERVERS, Parsers::bootstrapServers);
    String protocol = values.read(ConfigKey.GROUP_PROTOCOL, Parsers::groupProtocol);
    var consumer = settings(ClientKind.CONSUMER, servers);
    consumer.putIfAbsent("group.protocol", protocol);
    if ("classic".equalsIgnoreCase(String.valueOf(consumer.get("group.protocol")))) {
      consumer.putIfAbsent(
          "partition.assignment.strategy", CooperativeStickyAssignor.class.getName());
      // Peers hear of a worker that leaves within a heartbeat, and of one that died within a
      // session.
      consumer.putIfAbsent("heartbeat.interval.ms", "500");
      consumer.putIfAbsent("session.timeout.ms", "10000");
    } else {
      refuseClassicSettings();
    }
    return new KafkaSettings(
        consumer, settings(ClientKind.PRODUCER, servers), settings(ClientKind.ADMIN, servers));
  }

  /** The client itself would refuse them, but only when it is made. */
  private void refuseClassicSettings() {
    for (String name : CLASSIC_ONLY) {
      for (String key : List.of("kafka." + name, "kafka.consumer." + name)) {
        if (keys.contains(key)) {
          values.problem(
              key, "is for kafka.group.protocol=classic only; else it is set on the brokers");
        }
      }
    }
  }

  private Map<String, Object> settings(ClientKind kind, String servers) {
    var keyByName = new TreeMap<String, String>();
    for (String key : keys) {
      String name = key.substring("kafka.".length());
      if (ClientKind.ofPrefix(name) == null && (kind.knows(name) || !ClientKind.anyKnows(name))) {
        keyByName.put(name, key);
      }
    }
    for (String key : keys) {
      String name = key.substring("kafka.".length());
      if (name.startsWith(kind.prefix())) {
        keyByName.put(name.substring(kind.prefix().length()), key);
      }
    }
    keyByName.keySet().removeAll(PROMISED);
    var settings = new HashMap<String, Object>();
    keyByName.forEach((name, key) -> settings.put(name, String.valueOf(values.raw(key))));
    settings.merge("bootstrap.servers", servers, (given, checked) -> given);
    // Else each client renames all that it measures for the brokers, and asks whether they want it.
    settings.putIfAbsent("enable.metrics.push", "false");
    check(kind, settings, keyByName);
    return settings;
  }

  private void check(ClientKind kind, Map<String, Object> settings, Map<String, String> keyByName) {
    var texts = new HashMap<String, String>();
    settings.forEach((name, value) -> texts.put(name, value.toString()));
    for (var checked : kind.definition().validate(texts)) {
      String key = keyByName.get(checked.name());
      if (key != null
          && !ConfigKey.isKnown(key)
          && !checked.errorMessages().isEmpty()
          && reported.add(key)) {
        values.problem(key, checked.errorMessages().getFirst());
      }
    }
  }
}
