package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.request.RequestState;
import dev.countersign.testing.Fleet;
import dev.countersign.wire.StateCodec;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A member of the group that restores what it is given and writes what it is told. */
final class Owner implements OwnerLog.Ownership, AutoCloseable {
  static final URI ADVERTISED = URI.create("http://127.0.0.1:9");

  private final Fleet fleet;
  private final Restore restore;
  private final Map<Integer, OwnedPartition> restored = new HashMap<>();
  final KafkaOwnerLog log;
  final Set<Integer> owned = new HashSet<>();

  Owner(Fleet fleet, String workerId) {
    this.fleet = fleet;
    this.log = new KafkaOwnerLog(fleet.config(workerId), ADVERTISED, fleet.admin());
    this.restore = new Restore(log, new StateCodec());
  }

  /** As the loop does it, without the work. */
  void turn() {
    log.poll(Duration.ofMillis(5), this);
    if (restore.isUnderWay()) {
      for (OwnedPartition partition : restore.advance(Duration.ofMillis(5), Instant.now())) {
        partition.restored = true;
        restored.put(partition.number, partition);
      }
    }
  }

  @Override
  public void assigned(Collection<Integer> partitions) {
    owned.addAll(partitions);
    partitions.forEach(this::restoreAgain);
  }

  @Override
  public void revoked(Collection<Integer> partitions) {
    owned.removeAll(partitions);
    partitions.forEach(restore::giveUp);
    restored.keySet().removeAll(partitions);
  }

  void restoreAgain(int partition) {
    restored.remove(partition);
    restore.begin(new OwnedPartition(partition, Instant.EPOCH));
  }

  Owner owning(int count) {
    Fleet.await(count + " partitions")
        .until(
            () -> {
              turn();
              return owned.size() == count;
            });
    return this;
  }

  OwnedPartition restored(int partition) {
    return Fleet.until(
        "restored partition " + partition,
        () -> {
          turn();
          return restored.get(partition);
        });
  }

  List<String> awaited() {
    return restore.awaited();
  }

  boolean isRestored(int partition) {
    return restored.containsKey(partition);
  }

  /** Writes a state and an event with the partition's offset as the fence. */
  void commit(int partition, String requestId) {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    records.add(state(fleet, partition, requestId, encoded()));
    records.add(
        new ProducerRecord<>(
            fleet.topics().events(), requestId.getBytes(UTF_8), "{}".getBytes(UTF_8)));
    log.commit(records, Map.of(partition, 0L));
  }

  static byte[] encoded() {
    return new StateCodec()
        .encode(new RequestState.CancelAhead(null, Instant.parse("2026-03-01T12:00:00Z")));
  }

  static ProducerRecord<byte[], byte[]> state(
      Fleet fleet, int partition, String key, byte @Nullable [] value) {
    return new ProducerRecord<>(fleet.topics().state(), partition, key.getBytes(UTF_8), value);
  }

  /** Polls once more, because who was put out of the group learns it there. */
  @Override
  public void close() {
    log.poll(Duration.ZERO, this);
    log.close();
  }
}
