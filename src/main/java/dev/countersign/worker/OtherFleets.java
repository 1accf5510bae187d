package dev.countersign.worker;

import dev.countersign.config.CountersignConfig;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.TopicPartition;

/** A second fleet on the same topics would act on every request a second time. */
final class OtherFleets {
  private final Admin admin;
  private final AdminAnswers answers;
  private final CountersignConfig config;

  OtherFleets(Admin admin, AdminAnswers answers, CountersignConfig config) {
    this.admin = admin;
    this.answers = answers;
    this.config = config;
  }

  /** The groups that work on the inbox too. */
  Set<String> find() {
    Set<TopicPartition> inbox = new HashSet<>();
    for (int partition = 0; partition < config.partitions(); partition++) {
      inbox.add(new TopicPartition(config.topics().inbox(), partition));
    }
    Set<String> others = new HashSet<>();
    Set<String> described = new HashSet<>();
    for (GroupListing group : answers.await(admin.listGroups().valid())) {
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
    return working;
  }

  private Set<String> withOffsets(Set<String> groups, Set<TopicPartition> inbox) {
    Map<String, ListConsumerGroupOffsetsSpec> specs = new HashMap<>();
    groups.forEach(
        group -> specs.put(group, new ListConsumerGroupOffsetsSpec().topicPartitions(inbox)));
    var offsets = admin.listConsumerGroupOffsets(specs);
    Set<String> found = new TreeSet<>();
    for (String group : groups) {
      if (answers
          .awaitOf(offsets.partitionsToOffsetAndMetadata(group))
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
              if (answers.awaitOf(description).stream()
                  .flatMap(all -> all.members().stream())
                  .flatMap(member -> member.assignment().topicPartitions().stream())
                  .anyMatch(inbox::contains)) {
                found.add(group);
              }
            });
    return found;
  }
}
