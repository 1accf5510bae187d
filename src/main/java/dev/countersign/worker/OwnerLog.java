package dev.countersign.worker;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The log as its owner uses it: the inbox by group membership, the state of owned partitions, and
 * transactions. All methods but {@link #wakeup} belong to the loop's thread.
 */
public interface OwnerLog extends AutoCloseable {

  /** What a rebalance does; called on the loop's thread from within {@link #poll}. */
  interface Ownership {
    /** Partitions that were not ours a moment ago. They deliver nothing until {@link #resume}. */
    void assigned(Collection<Integer> partitions);

    /** Partitions that go to another owner as soon as this returns, or are gone already. */
    void revoked(Collection<Integer> partitions);
  }

  /**
   * Inbox records of resumed partitions; waits at most {@code wait}, less after {@link #wakeup}.
   */
  List<ConsumerRecord<byte[], byte[]>> poll(Duration wait, Ownership ownership);

  /** Ends a waiting {@link #poll}; callable from any thread. */
  void wakeup();

  /** Starts delivery of a partition whose state is restored, or goes on with it. */
  void resume(int partition);

  /** Stops delivery of a partition that stays ours, until {@link #resume}. */
  void pause(int partition);

  /**
   * The next inbox offset of an owned partition, as soon as it is known. It stays unknown while an
   * older transaction still holds offsets, so an answer means that no earlier owner can add state.
   */
  OptionalLong position(int partition);

  /** Begins to read the state of a partition from its start. */
  void beginRestore(int partition);

  /** Asks for the high watermark of a state partition; poll {@link #highWatermark} for it. */
  void requestHighWatermark(int partition);

  /** The high watermark (not the last stable offset) of after the request, once it is known. */
  OptionalLong highWatermark(int partition);

  /** Committed state records of the partitions being restored; waits at most {@code wait}. */
  List<ConsumerRecord<byte[], byte[]>> readState(Duration wait);

  /** The next state offset the restore of a partition will read. */
  long restorePosition(int partition);

  /** Ends reading the state of a partition, restored or given up. */
  void endRestore(int partition);

  /**
   * Writes records and inbox offsets in one transaction. The offsets fence: they must name every
   * partition that the records are about, also where none moved.
   *
   * @throws Refused nothing was written; the ownership of a partition has changed
   * @throws Poisoned nothing was written, because of the records themselves
   * @throws LogLost it is not known whether it was written; the log must be opened anew
   */
  void commit(List<ProducerRecord<byte[], byte[]>> records, Map<Integer, Long> offsets);

  /** Forgets inbox records before the given offsets, in the background. */
  void trim(Map<Integer, Long> before);

  @Override
  void close();

  /** The transaction was refused because of a rebalance and aborted. */
  final class Refused extends RuntimeException {
    public Refused(Throwable cause) {
      super(cause);
    }
  }

  /** The transaction was aborted because one of its records cannot be written. */
  final class Poisoned extends RuntimeException {
    public Poisoned(Throwable cause) {
      super(cause);
    }
  }

  /** The log can no longer be used and must be opened anew. */
  final class LogLost extends RuntimeException {
    public LogLost(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
