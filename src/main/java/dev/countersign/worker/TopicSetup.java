package dev.countersign.worker;

import dev.countersign.config.ConfigException;
import dev.countersign.config.CountersignConfig;
import dev.countersign.config.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the topics that are missing, and refuses those that would break a promise (CONTRACT §2).
 */
public final class TopicSetup {
  private static final int REPLICATION = 3;
  private static final Duration VISIBLE = Duration.ofSeconds(10);

  private final Admin admin;
  private final CountersignConfig config;
  private final Topics topics;

  public TopicSetup(Admin admin, CountersignConfig config) {
    this.admin = admin;
    this.config = config;
    this.topics = config.topics();
  }

  /** Creates the missing topics; returns their names. */
  public List<String> create() {
    Set<String> existing = await(admin.listTopics().names());
    int nodes = await(admin.describeCluster().nodes()).size();
    List<NewTopic> missing = new ArrayList<>();
    List<String> wanted = new ArrayList<>(topics.all());
    wanted.add(topics.budget());
    for (String topic : wanted) {
      if (!existing.contains(topic)) {
        missing.add(newTopic(topic, nodes));
      }
    }
    var creations = admin.createTopics(missing).values();
    for (KafkaFuture<Void> creation : creations.values()) {
      try {
        creation.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw unavailable(e);
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    List<String> made = missing.stream().map(NewTopic::name).toList();
    awaitVisible(made);
    return made;
  }

  /** Brokers learn of a topic a moment after the controller has made it. */
  private void awaitVisible(List<String> made) {
    long end = System.nanoTime() + VISIBLE.toNanos();
    for (; ; ) {
      try {
        admin.describeTopics(made).allTopicNames().get();
        return;
      } catch (ExecutionException e) {
        boolean later = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!later || System.nanoTime() - end > 0) {
          throw unavailable(e);
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  private NewTopic newTopic(String topic, int nodes) {
    short replication = (short) Math.min(REPLICATION, nodes);
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

  /**
   * Checks the topics as they are.
   *
   * @throws ConfigException one line per problem, each with what to do
   */
  public void check() {
    List<String> problems = new ArrayList<>();
    Set<String> existing = await(admin.listTopics().names());
    for (String topic : topics.all()) {
      if (!existing.contains(topic)) {
        problems.add("topic " + topic + " does not exist; run 'countersign topics create'");
      }
    }
    if (problems.isEmpty()) {
      checkPartitions(problems);
      checkSettings(problems);
      checkOtherFleets(problems);
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** Workers cannot tell each other what they call: what that means, what to do. Null: they can. */
  public @Nullable String missingBudget() {
    return await(admin.listTopics().names()).contains(topics.budget())
        ? null
        : "topic "
            + topics.budget()
            + " does not exist, so no worker knows what the others call, and together they may"
            + " exceed the platform's limits; run 'countersign topics create' and start the workers again";
  }

  /** The topic that commands are read from. */
  public TopicDescription commands() {
    return Objects.requireNonNull(
        await(admin.describeTopics(List.of(topics.commands())).allTopicNames())
            .get(topics.commands()));
  }

  private void checkPartitions(List<String> problems) {
    Map<String, TopicDescription> found =
        await(admin.describeTopics(List.of(topics.inbox(), topics.state())).allTopicNames());
    for (TopicDescription topic : found.values()) {
      int partitions = topic.partitions().size();
      if (partitions != config.partitions()) {
        problems.add(
            "topic "
                + topic.name()
                + " has "
                + partitions
                + " partitions, but countersign.partitions is "
                + config.partitions()
                + "; the count of inbox and state is fixed at creation: set countersign.partitions="
                + partitions
                + ", or use another countersign.topic-prefix");
      }
    }
  }

  private void checkSettings(List<String> problems) {
    Map<String, Map<String, String>> wanted =
        Map.of(
            topics.state(),
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT),
            topics.userTokens(),
            Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT),
            topics.inbox(),
            Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                "-1"));
    List<ConfigResource> resources =
        wanted.keySet().stream()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
            .toList();
    Map<ConfigResource, Config> found = await(admin.describeConfigs(resources).all());
    found.forEach(
        (resource, actual) ->
            wanted
                .getOrDefault(resource.name(), Map.of())
                .forEach(
                    (setting, value) -> {
                      String is = actual.get(setting).value();
                      if (!value.equals(is)) {
                        problems.add(
                            "topic "
                                + resource.name()
                                + " has "
                                + setting
                                + "="
                                + is
                                + "; it must be "
                                + value
                                + " or records are lost: alter the topic");
                      }
                    }));
  }

  /** A second fleet on the same topics would act on every request a second time. */
  private void checkOtherFleets(List<String> problems) {
    Set<TopicPartition> inbox = new HashSet<>();
    for (int partition = 0; partition < config.partitions(); partition++) {
      inbox.add(new TopicPartition(topics.inbox(), partition));
    }
    Set<String> others = new HashSet<>();
    Set<String> described = new HashSet<>();
    for (GroupListing group : await(admin.listGroups().valid())) {
      boolean consumes =
          group.type().isEmpty()
              || group.type().equals(Optional.of(GroupType.CLASSIC))
              || group.type().equals(Optional.of(GroupType.CONSUMER));
      if (consumes && !group.groupId().equals(config.groupId())) {
        others.add(group.groupId());
        // Kafka Connect's groups, for one, cannot be described as a consumer's.
        if (group.protocol().isEmpty() || group.protocol().equals("consumer")) {
          described.add(group.groupId());
        }
      }
    }
    Set<String> working = withOffsets(others, inbox);
    described.removeAll(working);
    // A fleet that has not worked off anything yet has members, but no offsets.
    working.addAll(withMembers(described, inbox));
    for (String group : working) {
      problems.add(
          "group "
              + group
              + " already works on "
              + topics.inbox()
              + ": one fleet per topic prefix; set countersign.group-id="
              + group
              + " to join it, or another countersign.topic-prefix");
    }
  }

  private Set<String> withOffsets(Set<String> groups, Set<TopicPartition> inbox) {
    Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
    groups.forEach(
        group -> specs.put(group, new ListConsumerGroupOffsetsSpec().topicPartitions(inbox)));
    var offsets = admin.listConsumerGroupOffsets(specs);
    Set<String> found = new TreeSet<>();
    for (String group : groups) {
      if (awaitOf(offsets.partitionsToOffsetAndMetadata(group))
          .filter(all -> all.values().stream().anyMatch(Objects::nonNull))
          .isPresent()) {
        found.add(group);
      }
    }
    return found;
  }

  private Set<String> withMembers(Set<String> groups, Set<TopicPartition> inbox) {
    Set<String> found = new HashSet<>();
    admin
        .describeConsumerGroups(groups)
        .describedGroups()
        .forEach(
            (group, description) -> {
              if (awaitOf(description).stream()
                  .flatMap(all -> all.members().stream())
                  .flatMap(member -> member.assignment().topicPartitions().stream())
                  .anyMatch(inbox::contains)) {
                found.add(group);
              }
            });
    return found;
  }

  /** Empty: the group has gone meanwhile. */
  private <T> Optional<T> awaitOf(KafkaFuture<T> answer) {
    try {
      return Optional.of(answer.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Optional.empty();
      }
      throw unavailable(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private OwnerLog.LogLost unavailable(ExecutionException e) {
    return new OwnerLog.LogLost(
        "no usable answer from Kafka at %s (kafka.bootstrap.servers): %s"
            .formatted(config.kafka().bootstrapServers(), e.getCause()),
        e);
  }

  private static OwnerLog.LogLost interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new OwnerLog.LogLost("interrupted", e);
  }
}
