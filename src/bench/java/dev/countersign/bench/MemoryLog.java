package dev.countersign.bench;

import dev.countersign.worker.OwnerLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A log of one partition that takes what is written and forgets it. */
final class MemoryLog implements OwnerLog {
  private List<ConsumerRecord<byte[], byte[]>> inbox = List.of();
  private boolean assigned;
  private long records;
  private long bytes;

  /** What the next poll finds. */
  void deliver(List<ConsumerRecord<byte[], byte[]>> letters) {
    inbox = letters;
  }

  /** All that were written. */
  long records() {
    return records;
  }

  long bytes() {
    return bytes;
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> poll(Duration wait, Ownership ownership) {
    if (!assigned) {
      assigned = true;
      ownership.assigned(Set.of(0));
    }
    List<ConsumerRecord<byte[], byte[]>> letters = inbox;
    inbox = List.of();
    return letters;
  }

  @Override
  public void commit(List<ProducerRecord<byte[], byte[]>> written, Map<Integer, Long> offsets) {
    for (ProducerRecord<byte[], byte[]> record : written) {
      records++;
      bytes += record.value() == null ? 0 : record.value().length;
    }
  }

  @Override
  public OptionalLong position(int partition) {
    return OptionalLong.of(0);
  }

  @Override
  public OptionalLong highWatermark(int partition) {
    return OptionalLong.of(0);
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> readState(Duration wait) {
    return List.of();
  }

  @Override
  public long restorePosition(int partition) {
    return 0;
  }

  @Override
  public void wakeup() {}

  @Override
  public void resume(int partition) {}

  @Override
  public void pause(int partition) {}

  @Override
  public void beginRestore(int partition) {}

  @Override
  public void requestHighWatermark(int partition) {}

  @Override
  public void endRestore(int partition) {}

  @Override
  public void trim(Map<Integer, Long> before) {}

  @Override
  public void close() {}
}
