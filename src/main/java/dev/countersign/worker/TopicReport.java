package dev.countersign.worker;

import dev.countersign.config.CountersignConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/** What there is of a fleet's topics. What one may not ask for is left out. */
public final class TopicReport {
  private final Admin admin;
  private final AdminAnswers answers;
  private final List<String> names;

  public TopicReport(Admin admin, CountersignConfig config) {
    this.admin = admin;
    this.answers = new AdminAnswers(config.kafka());
    this.names = new TopicRules(config).names();
  }

  /** All topics that a fleet has, in a fixed order, whether they are there or not. */
  public List<String> names() {
    return names;
  }

  /** Those that are there, by name. */
  public Map<String, TopicFacts> facts() {
    Set<String> existing = answers.await(admin.listTopics().names());
    List<String> present = names.stream().filter(existing::contains).toList();
    Map<String, TopicDescription> described =
        answers.await(admin.describeTopics(present).allTopicNames());
    Map<TopicPartition, Long> records = records(described);
    Map<String, Long> bytes = bytes(present);
    Map<String, TopicFacts> facts = new TreeMap<>();
    described.forEach(
        (name, topic) -> {
          Config settings = settings(name);
          String retention = value(settings, TopicConfig.RETENTION_MS_CONFIG);
          facts.put(
              name,
              new TopicFacts(
                  name,
                  topic.partitions().size(),
                  topic.partitions().getFirst().replicas().size(),
                  value(settings, TopicConfig.CLEANUP_POLICY_CONFIG),
                  retention == null ? null : Long.valueOf(retention),
                  bytes == null ? null : bytes.getOrDefault(name, 0L),
                  records.entrySet().stream()
                      .filter(count -> count.getKey().topic().equals(name))
                      .mapToLong(Map.Entry::getValue)
                      .sum()));
        });
    return facts;
  }

  private Map<TopicPartition, Long> records(Map<String, TopicDescription> described) {
    Map<TopicPartition, OffsetSpec> firsts = new HashMap<>();
    Map<TopicPartition, OffsetSpec> lasts = new HashMap<>();
    described.forEach(
        (name, topic) ->
            topic
                .partitions()
                .forEach(
                    partition -> {
                      TopicPartition place = new TopicPartition(name, partition.partition());
                      firsts.put(place, OffsetSpec.earliest());
                      lasts.put(place, OffsetSpec.latest());
                    }));
    Map<TopicPartition, Long> counts = new HashMap<>();
    offsets(lasts).forEach((partition, last) -> counts.put(partition, last.offset()));
    offsets(firsts)
        .forEach((partition, first) -> counts.merge(partition, -first.offset(), Long::sum));
    return counts;
  }

  private Map<TopicPartition, ListOffsetsResultInfo> offsets(
      Map<TopicPartition, OffsetSpec> asked) {
    return allowed(admin.listOffsets(asked).all()).orElse(Map.of());
  }

  private @Nullable Config settings(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return allowed(admin.describeConfigs(List.of(resource)).all())
        .map(found -> found.get(resource))
        .orElse(null);
  }

  private static @Nullable String value(@Nullable Config settings, String name) {
    ConfigEntry entry = settings == null ? null : settings.get(name);
    return entry == null ? null : entry.value();
  }

  /** Null: may not be asked for. */
  private @Nullable Map<String, Long> bytes(List<String> topics) {
    List<Integer> brokers =
        answers.await(admin.describeCluster().nodes()).stream().map(Node::id).toList();
    Map<String, Long> bytes = new HashMap<>();
    var directories = allowed(admin.describeLogDirs(brokers).allDescriptions());
    if (directories.isEmpty()) {
      return null;
    }
    directories.get().values().stream()
        .flatMap(broker -> broker.values().stream())
        .flatMap(directory -> directory.replicaInfos().entrySet().stream())
        .filter(replica -> topics.contains(replica.getKey().topic()))
        .forEach(
            replica -> bytes.merge(replica.getKey().topic(), replica.getValue().size(), Long::sum));
    return bytes;
  }

  /** Empty: the answer is that one may not ask. */
  private <T> Optional<T> allowed(KafkaFuture<T> answer) {
    try {
      return Optional.of(answer.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return Optional.empty();
      }
      throw answers.unavailable(e);
    } catch (InterruptedException e) {
      throw AdminAnswers.interrupted(e);
    }
  }
}
