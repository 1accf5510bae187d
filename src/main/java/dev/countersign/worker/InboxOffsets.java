package dev.countersign.worker;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** How far the owners of the inbox have come, as the brokers tell without anybody waiting. */
final class InboxOffsets {
  private final Admin admin;
  private final String groupId;
  private final String inbox;
  private final int partitions;

  InboxOffsets(Admin admin, String groupId, String inbox, int partitions) {
    this.admin = admin;
    this.groupId = groupId;
    this.inbox = inbox;
    this.partitions = partitions;
  }

  /** Begins to count the records that no owner has worked off. */
  CompletableFuture<Long> lag() {
    CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> committed =
        admin
            .listConsumerGroupOffsets(groupId)
            .partitionsToOffsetAndMetadata()
            .toCompletionStage()
            .toCompletableFuture();
    CompletableFuture<Map<TopicPartition, Long>> starts = offsets(OffsetSpec.earliest());
    return offsets(OffsetSpec.latest())
        .thenCombine(starts, (ends, begins) -> new Ends(Map.copyOf(begins), Map.copyOf(ends)))
        .thenCombine(committed, Ends::behind);
  }

  private CompletableFuture<Map<TopicPartition, Long>> offsets(OffsetSpec which) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      wanted.put(new TopicPartition(inbox, partition), which);
    }
    return admin
        .listOffsets(wanted)
        .all()
        .toCompletionStage()
        .toCompletableFuture()
        .thenApply(InboxOffsets::offsets);
  }

  private static Map<TopicPartition, Long> offsets(Map<TopicPartition, ListOffsetsResultInfo> all) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    all.forEach((partition, info) -> offsets.put(partition, info.offset()));
    return offsets;
  }

  /** The first offset that is there, and the one after the last. */
  record Ends(Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {

    long behind(Map<TopicPartition, @Nullable OffsetAndMetadata> committed) {
      long behind = 0;
      for (Map.Entry<TopicPartition, Long> end : ends.entrySet()) {
        OffsetAndMetadata known = committed.get(end.getKey());
        long begin = begins.getOrDefault(end.getKey(), 0L);
        // Who never committed, or so long ago that it is forgotten, begins where the topic does.
        long next = known == null ? begin : Math.max(begin, known.offset());
        // The marker behind the last record is never committed.
        behind += Math.max(0, end.getValue() - next - 1);
      }
      return behind;
    }
  }
}
