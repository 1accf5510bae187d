package dev.countersign.worker;

import java.util.Collection;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps those that wait for their create within the memory that is theirs. While they take more,
 * the inbox is not delivered; nothing is dropped, and what was polled already is worked off. Which
 * partitions that concerns is looked at in every turn, so a rebalance changes nothing.
 */
final class WaitingBound {
  private static final Logger log = LoggerFactory.getLogger(WaitingBound.class);

  /**
   * What a request takes beside the bytes of its record, in objects, queues and timers; measured as
   * 1,100 with 68,000 of them.
   */
  static final int EACH = 1_200;

  private final long most;
  private final IntConsumer pause;
  private final IntConsumer resume;
  private long bytes;
  private boolean isFull;

  /**
   * @param most bytes
   * @param pause stops delivery of a partition
   * @param resume goes on with it
   */
  WaitingBound(long most, IntConsumer pause, IntConsumer resume) {
    this.most = most;
    this.pause = pause;
    this.resume = resume;
  }

  /** Pauses or resumes what is restored, as the bound says now. */
  void hold(Collection<OwnedPartition> partitions) {
    bytes = partitions.stream().mapToLong(WaitingBound::bytes).sum();
    // Resumed only when there is room for a while: each pause costs a fetch.
    boolean full = isFull ? bytes >= most / 10.0 * 9 : bytes > most;
    if (full != isFull) {
      isFull = full;
      log.atInfo().addKeyValue("bytes", bytes).log(full ? "inbox paused" : "inbox resumed");
    }
    for (OwnedPartition partition : partitions) {
      if (partition.restored && partition.delivers == isFull) {
        partition.delivers = !isFull;
        (isFull ? pause : resume).accept(partition.number);
      }
    }
  }

  private static long bytes(OwnedPartition partition) {
    return partition.waitingBytes() + (long) EACH * partition.waiting();
  }

  /** What is taken. */
  long bytes() {
    return bytes;
  }

  boolean isFull() {
    return isFull;
  }

  /** Why nothing more is taken in, for people; null: it is. */
  @Nullable String full() {
    return isFull
        ? "not read for now: requests that wait take %d bytes, countersign.max-waiting-bytes is %d"
            .formatted(bytes, most)
        : null;
  }
}
