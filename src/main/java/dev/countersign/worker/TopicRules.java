package dev.countersign.worker;

import dev.countersign.config.CountersignConfig;
import dev.countersign.config.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** What each topic is made with, and what no promise holds without (CONTRACT §2). */
final class TopicRules {
  private static final int REPLICATION = 3;

  private final CountersignConfig config;
  private final Topics topics;

  TopicRules(CountersignConfig config) {
    this.config = config;
    this.topics = config.topics();
  }

  /** All topics; the last one is not needed for any promise. */
  List<String> names() {
    List<String> names = new ArrayList<>(topics.all());
    names.add(topics.budget());
    return names;
  }

  NewTopic newTopic(String topic, int nodes) {
    short replication = (short) replication(nodes);
    Map<String, String> settings = new HashMap<>();
    settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replication < REPLICATION ? "1" : "2");
    settings.putAll(settings(topic));
    boolean small =
        topic.equals(topics.deadLetters())
            || topic.equals(topics.userTokens())
            || topic.equals(topics.budget());
    return new NewTopic(topic, small ? 1 : config.partitions(), replication).configs(settings);
  }

  private Map<String, String> settings(String topic) {
    String large = String.valueOf(Transactions.MAX_RECORD_BYTES);
    if (topic.equals(topics.state())) {
      return Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
          TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, "0",
          TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, "3600000",
          TopicConfig.SEGMENT_MS_CONFIG, "1800000",
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG, large);
    }
    if (topic.equals(topics.userTokens())) {
      return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }
    if (topic.equals(topics.inbox())) {
      return Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_DELETE,
          TopicConfig.RETENTION_MS_CONFIG,
          "-1",
          TopicConfig.RETENTION_BYTES_CONFIG,
          "-1",
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          large);
    }
    if (topic.equals(topics.deadLetters())) {
      return Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG,
          TopicConfig.CLEANUP_POLICY_DELETE,
          TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
          large);
    }
    if (topic.equals(topics.budget())) {
      return Map.of(
          TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
          // The broker's clock is the one that all readers share.
          TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime",
          TopicConfig.RETENTION_MS_CONFIG, "3600000",
          TopicConfig.SEGMENT_MS_CONFIG, "600000");
    }
    return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
  }

  /** Settings without which records are lost. */
  Map<String, String> needed(String topic) {
    if (topic.equals(topics.state()) || topic.equals(topics.userTokens())) {
      return Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    }
    return topic.equals(topics.inbox())
        ? Map.of(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_DELETE,
            TopicConfig.RETENTION_MS_CONFIG,
            "-1")
        : Map.of();
  }

  /** Their partitions are told to each other by number. */
  boolean isFixed(String topic) {
    return topic.equals(topics.inbox()) || topic.equals(topics.state());
  }

  /** Kept in as many copies as a cluster of this size should. */
  static int replication(int nodes) {
    return Math.min(REPLICATION, nodes);
  }
}
