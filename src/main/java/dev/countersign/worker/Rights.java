package dev.countersign.worker;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.countersign.config.CountersignConfig;
import dev.countersign.config.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** What a worker must be allowed to do, and whether the one who asks may. */
public final class Rights {
  private final Admin admin;
  private final AdminAnswers answers;
  private final CountersignConfig config;

  public Rights(Admin admin, CountersignConfig config) {
    this.admin = admin;
    this.answers = new AdminAnswers(config.kafka());
    this.config = config;
  }

  /** One line for each thing on which something is missing, with what. */
  public List<String> missing() {
    List<String> missing = new ArrayList<>();
    needed(config.topics())
        .forEach((topic, needed) -> note(missing, "topic " + topic, needed, ofTopic(topic)));
    for (String group : List.of(config.groupId(), config.groupId() + ".intake")) {
      note(missing, "group " + group, EnumSet.of(READ, DESCRIBE), ofGroup(group));
    }
    Set<AclOperation> cluster =
        config.autoCreateTopics() ? EnumSet.of(DESCRIBE, CREATE) : EnumSet.of(DESCRIBE);
    note(missing, "the cluster", cluster, ofCluster());
    return missing;
  }

  /** By topic, and nothing that is not needed. */
  static Map<String, Set<AclOperation>> needed(Topics topics) {
    Map<String, Set<AclOperation>> needed = new LinkedHashMap<>();
    needed.put(topics.commands(), EnumSet.of(READ, DESCRIBE));
    needed.put(topics.events(), EnumSet.of(WRITE, DESCRIBE));
    needed.put(topics.userTokens(), EnumSet.of(READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS));
    needed.put(topics.deadLetters(), EnumSet.of(WRITE, DESCRIBE));
    needed.put(topics.inbox(), EnumSet.of(READ, WRITE, DELETE, DESCRIBE, DESCRIBE_CONFIGS));
    needed.put(topics.state(), EnumSet.of(READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS));
    needed.put(topics.budget(), EnumSet.of(READ, WRITE, DESCRIBE));
    return needed;
  }

  /** Nothing is told of what is not there, or by brokers without access control. */
  private static void note(
      List<String> missing,
      String what,
      Set<AclOperation> needed,
      @Nullable Collection<AclOperation> granted) {
    if (granted == null) {
      return;
    }
    List<AclOperation> lacking =
        needed.stream().filter(operation -> !granted.contains(operation)).toList();
    if (!lacking.isEmpty()) {
      missing.add(
          "on %s a worker needs %s, and this user has only %s; grant it with kafka-acls"
              .formatted(what, lacking, granted.isEmpty() ? "nothing" : granted));
    }
  }

  private @Nullable Collection<AclOperation> ofTopic(String topic) {
    var asked =
        admin.describeTopics(
            List.of(topic), new DescribeTopicsOptions().includeAuthorizedOperations(true));
    return granted(asked.topicNameValues().get(topic), TopicDescription::authorizedOperations);
  }

  private @Nullable Collection<AclOperation> ofGroup(String group) {
    var asked =
        admin.describeConsumerGroups(
            List.of(group), new DescribeConsumerGroupsOptions().includeAuthorizedOperations(true));
    return granted(
        asked.describedGroups().get(group), ConsumerGroupDescription::authorizedOperations);
  }

  private @Nullable Collection<AclOperation> ofCluster() {
    var asked =
        admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true));
    return granted(asked.authorizedOperations(), operations -> operations);
  }

  /** Null: cannot be told. */
  private <T> @Nullable Collection<AclOperation> granted(
      @Nullable KafkaFuture<T> answer, Function<T, @Nullable Collection<AclOperation>> operations) {
    try {
      return answer == null ? null : operations.apply(answer.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return List.of();
      }
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof GroupIdNotFoundException) {
        return null;
      }
      throw answers.unavailable(e);
    } catch (InterruptedException e) {
      throw AdminAnswers.interrupted(e);
    }
  }
}
