package dev.countersign.simulation;

import dev.countersign.worker.OwnerLog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A log that passes everything on; what is wrong in a variant is what it overrides. */
class PassedOn implements OwnerLog {
  private final OwnerLog log;

  PassedOn(OwnerLog log) {
    this.log = log;
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> poll(Duration wait, Ownership ownership) {
    return log.poll(wait, ownership);
  }

  @Override
  public void wakeup() {
    log.wakeup();
  }

  @Override
  public void resume(int partition) {
    log.resume(partition);
  }

  @Override
  public void pause(int partition) {
    log.pause(partition);
  }

  @Override
  public OptionalLong position(int partition) {
    return log.position(partition);
  }

  @Override
  public void beginRestore(int partition) {
    log.beginRestore(partition);
  }

  @Override
  public void requestHighWatermark(int partition) {
    log.requestHighWatermark(partition);
  }

  @Override
  public OptionalLong highWatermark(int partition) {
    return log.highWatermark(partition);
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> readState(Duration wait) {
    return log.readState(wait);
  }

  @Override
  public long restorePosition(int partition) {
    return log.restorePosition(partition);
  }

  @Override
  public void endRestore(int partition) {
    log.endRestore(partition);
  }

  @Override
  public void commit(List<ProducerRecord<byte[], byte[]>> records, Map<Integer, Long> offsets) {
    log.commit(records, offsets);
  }

  @Override
  public void trim(Map<Integer, Long> before) {
    log.trim(before);
  }

  @Override
  public void close() {
    log.close();
  }
}
