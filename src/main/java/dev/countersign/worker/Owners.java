package dev.countersign.worker;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which member of the group has which partition of the inbox, as its coordinator tells. However
 * many ask, one description is under way at a time, and everybody who came before it began gets it.
 */
final class Owners {
  private static final Duration RECENT = Duration.ofSeconds(1);
  private static final int PATIENCE_MS = 3_000;

  private final Admin admin;
  private final String groupId;
  private final String inbox;
  private final InstantSource clock;
  private @Nullable Group last;
  private Instant lastBegun = Instant.EPOCH;
  private @Nullable CompletionStage<Group> underWay;
  private @Nullable CompletionStage<Group> following;

  /**
   * The group at one moment, by client ids.
   *
   * @param owners by partition
   * @param members those without a partition, too
   */
  record Group(Map<Integer, String> owners, Set<String> members) {}

  Owners(Admin admin, String groupId, String inbox, InstantSource clock) {
    this.admin = admin;
    this.groupId = groupId;
    this.inbox = inbox;
    this.clock = clock;
  }

  /** As it was a second ago or later. */
  synchronized CompletionStage<Group> recent() {
    Duration age = Duration.between(lastBegun, clock.instant());
    if (last != null && !age.isNegative() && age.compareTo(RECENT) <= 0) {
      return CompletableFuture.completedStage(last);
    }
    return underWay != null ? underWay : begin();
  }

  /** As it is at some moment from now on. */
  synchronized CompletionStage<Group> fresh() {
    if (underWay == null) {
      return begin();
    }
    if (following == null) {
      following = underWay.handle((_, _) -> null).thenCompose(_ -> begin());
    }
    return following;
  }

  private synchronized CompletionStage<Group> begin() {
    Instant begun = clock.instant();
    CompletableFuture<Group> promise = new CompletableFuture<>();
    underWay = promise;
    following = null;
    describe()
        .whenComplete(
            (groups, failure) -> {
              ConsumerGroupDescription group = groups == null ? null : groups.get(groupId);
              Group owners = group == null ? null : read(group);
              ended(owners, begun);
              if (owners == null) {
                promise.completeExceptionally(
                    failure == null ? new IllegalStateException("no such group") : failure);
              } else {
                promise.complete(owners);
              }
            });
    return promise;
  }

  private CompletionStage<Map<String, ConsumerGroupDescription>> describe() {
    try {
      return admin
          .describeConsumerGroups(
              List.of(groupId), new DescribeConsumerGroupsOptions().timeoutMs(PATIENCE_MS))
          .all()
          .toCompletionStage();
    } catch (RuntimeException closed) {
      return CompletableFuture.failedStage(closed);
    }
  }

  private synchronized void ended(@Nullable Group owners, Instant begun) {
    underWay = null;
    last = owners;
    lastBegun = begun;
  }

  private Group read(ConsumerGroupDescription group) {
    Map<Integer, String> owners = new HashMap<>();
    Set<String> members = new HashSet<>();
    for (MemberDescription member : group.members()) {
      members.add(member.clientId());
      for (TopicPartition partition : member.assignment().topicPartitions()) {
        if (partition.topic().equals(inbox)) {
          owners.put(partition.partition(), member.clientId());
        }
      }
    }
    return new Group(Map.copyOf(owners), Set.copyOf(members));
  }
}
