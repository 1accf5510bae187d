package dev.countersign.worker;

import dev.countersign.config.ConfigException;
import dev.countersign.config.CountersignConfig;
import dev.countersign.config.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the topics that are missing, and refuses those that would break a promise (CONTRACT §2).
 */
public final class TopicSetup {
  private static final Duration VISIBLE = Duration.ofSeconds(10);

  private final Admin admin;
  private final CountersignConfig config;
  private final Topics topics;
  private final TopicRules rules;
  private final AdminAnswers answers;

  /** What would break a promise, and what to do. */
  public record Problem(String topic, String text) {}

  public TopicSetup(Admin admin, CountersignConfig config) {
    this.admin = admin;
    this.config = config;
    this.topics = config.topics();
    this.rules = new TopicRules(config);
    this.answers = new AdminAnswers(config.kafka());
  }

  /** Creates the missing topics; returns their names. */
  public List<String> create() {
    Set<String> existing = existing();
    List<String> missing =
        rules.names().stream().filter(topic -> !existing.contains(topic)).toList();
    if (!missing.isEmpty()) {
      create(missing);
      awaitVisible(missing);
    }
    return missing;
  }

  private void create(List<String> missing) {
    int nodes = answers.await(admin.describeCluster().nodes()).size();
    List<NewTopic> wanted = missing.stream().map(topic -> rules.newTopic(topic, nodes)).toList();
    var creations = admin.createTopics(wanted).values();
    for (KafkaFuture<Void> creation : creations.values()) {
      try {
        creation.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw answers.unavailable(e);
        }
      } catch (InterruptedException e) {
        throw AdminAnswers.interrupted(e);
      }
    }
  }

  private Set<String> existing() {
    return answers.await(admin.listTopics().names());
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
          throw answers.unavailable(e);
        }
      } catch (InterruptedException e) {
        throw AdminAnswers.interrupted(e);
      }
    }
  }

  /**
   * Checks the topics as they are.
   *
   * @throws ConfigException one line per problem, each with what to do
   */
  public void check() {
    List<Problem> problems = problems();
    if (!problems.isEmpty()) {
      throw new ConfigException(problems.stream().map(Problem::text).toList());
    }
  }

  /** What would break a promise. */
  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    Set<String> existing = existing();
    for (String topic : topics.all()) {
      if (!existing.contains(topic)) {
        problems.add(
            new Problem(
                topic, "topic " + topic + " does not exist; run 'countersign topics create'"));
      }
    }
    List<String> present = topics.all().stream().filter(existing::contains).toList();
    checkPartitions(present, problems);
    checkSettings(present, problems);
    if (existing.contains(topics.inbox())) {
      checkOtherFleets(problems);
    }
    return problems;
  }

  /** Workers cannot tell each other what they call: what that means, what to do. Null: they can. */
  public @Nullable String missingBudget() {
    return existing().contains(topics.budget())
        ? null
        : "topic "
            + topics.budget()
            + " does not exist, so no worker knows what the others call, and together they may"
            + " exceed the platform's limits; run 'countersign topics create' and start the workers"
            + " again";
  }

  /** What breaks no promise, and could be better. */
  public List<Problem> advice() {
    List<Problem> advice = new ArrayList<>();
    Set<String> existing = existing();
    String noBudget = missingBudget();
    if (noBudget != null) {
      advice.add(new Problem(topics.budget(), noBudget));
    }
    int wanted = TopicRules.replication(answers.await(admin.describeCluster().nodes()).size());
    List<String> present = rules.names().stream().filter(existing::contains).toList();
    answers
        .await(admin.describeTopics(present).allTopicNames())
        .forEach(
            (topic, description) -> {
              int copies = description.partitions().getFirst().replicas().size();
              if (copies < wanted) {
                advice.add(
                    new Problem(
                        topic,
                        ("topic %s keeps each partition %d times, and this cluster could %d times:"
                                + " a broker that is lost may take records with it; raise it with"
                                + " kafka-reassign-partitions")
                            .formatted(topic, copies, wanted)));
              }
            });
    return advice;
  }

  /** The topic that commands are read from. */
  public TopicDescription commands() {
    return Objects.requireNonNull(
        answers
            .await(admin.describeTopics(List.of(topics.commands())).allTopicNames())
            .get(topics.commands()));
  }

  private void checkPartitions(List<String> present, List<Problem> problems) {
    List<String> fixed = present.stream().filter(rules::isFixed).toList();
    answers
        .await(admin.describeTopics(fixed).allTopicNames())
        .forEach(
            (topic, description) -> {
              int partitions = description.partitions().size();
              if (partitions != config.partitions()) {
                problems.add(
                    new Problem(
                        topic,
                        ("topic %s has %d partitions, but countersign.partitions is %d; the count"
                                + " of inbox and state is fixed at creation: set"
                                + " countersign.partitions=%d, or use another"
                                + " countersign.topic-prefix")
                            .formatted(topic, partitions, config.partitions(), partitions)));
              }
            });
  }

  private void checkSettings(List<String> present, List<Problem> problems) {
    List<ConfigResource> resources =
        present.stream()
            .filter(topic -> !rules.needed(topic).isEmpty())
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
            .toList();
    Map<ConfigResource, Config> found = answers.await(admin.describeConfigs(resources).all());
    found.forEach(
        (resource, actual) ->
            rules
                .needed(resource.name())
                .forEach(
                    (setting, value) -> {
                      String is = actual.get(setting).value();
                      if (!value.equals(is)) {
                        problems.add(
                            new Problem(
                                resource.name(),
                                "topic %s has %s=%s; it must be %s or records are lost: alter the topic"
                                    .formatted(resource.name(), setting, is, value)));
                      }
                    }));
  }

  private void checkOtherFleets(List<Problem> problems) {
    for (String group : new OtherFleets(admin, answers, config).find()) {
      problems.add(
          new Problem(
              topics.inbox(),
              "group %s already works on %s: one fleet per topic prefix; set countersign.group-id=%s to join it, or another countersign.topic-prefix"
                  .formatted(group, topics.inbox(), group)));
    }
  }
}
