package dev.countersign.simulation;

import dev.countersign.worker.OwnerLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A worker's log on the simulated cluster, in the steps that the Kafka clients take, so that a
 * crash, a pause or a rebalance can come between any two of them.
 */
final class SimOwnerLog implements OwnerLog {
  private final Cluster cluster;
  private final SimProcess process;
  private final Chance chance;
  private final Journal journal;
  private final String producerId;
  private final int producerEpoch;
  private final String member;
  private final Weather weather;
  private final boolean epochRenewed;
  private final Map<Integer, Position> positions = new TreeMap<>();
  private final Map<Integer, Long> restoring = new TreeMap<>();
  private final Map<Integer, OptionalLong> watermarks = new HashMap<>();
  private final Map<Integer, Object> questions = new HashMap<>();
  private int pinned;
  private int refusals;

  private static final class Position {
    long next = -1;
    boolean resumed;
  }

  /**
   * @param member new for every opening
   */
  SimOwnerLog(
      Cluster cluster,
      SimProcess process,
      Chance chance,
      Journal journal,
      String member,
      Weather weather,
      boolean epochRenewed) {
    this.cluster = cluster;
    this.process = process;
    this.chance = chance;
    this.journal = journal;
    this.member = member;
    this.weather = weather;
    this.epochRenewed = epochRenewed;
    this.producerId = process.name;
    while (!cluster.isFree(producerId)) {
      cluster.open(producerId);
      process.pass(chance.latency());
    }
    this.producerEpoch = cluster.open(producerId);
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> poll(Duration wait, Ownership ownership) {
    process.check();
    if (!cluster.group.has(member)) {
      Set<Integer> lost = Set.copyOf(positions.keySet());
      positions.clear();
      if (!lost.isEmpty()) {
        ownership.revoked(lost);
      }
      cluster.group.join(member);
    }
    boolean changed = rebalance(ownership);
    if (changed || epochRenewed) {
      pinned = cluster.group.epoch(member);
    }
    List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    positions.forEach(
        (partition, position) -> {
          if (position.resumed && position.next >= 0) {
            PartitionLog.Batch batch =
                cluster.inbox(partition).read(position.next, chance.between(1, 8));
            position.next = batch.next();
            letters.addAll(batch.records());
          }
        });
    return letters;
  }

  private boolean rebalance(Ownership ownership) {
    Set<Integer> surplus = cluster.group.surplus(member);
    if (!surplus.isEmpty()) {
      journal.note(process.name, () -> "gives up " + surplus);
      positions.keySet().removeAll(surplus);
      ownership.revoked(surplus);
    }
    Set<Integer> gained = cluster.group.reconcile(member);
    if (!gained.isEmpty()) {
      journal.note(process.name, () -> "is assigned " + gained);
      gained.forEach(partition -> positions.put(partition, new Position()));
      ownership.assigned(gained);
    }
    return !surplus.isEmpty() || !gained.isEmpty();
  }

  @Override
  public void wakeup() {}

  @Override
  public void resume(int partition) {
    Position position = positions.get(partition);
    if (position == null) {
      throw new IllegalStateException("resumed without owning: " + partition);
    }
    position.resumed = true;
  }

  @Override
  public void pause(int partition) {
    Position position = positions.get(partition);
    if (position == null) {
      throw new IllegalStateException("paused without owning: " + partition);
    }
    position.resumed = false;
  }

  @Override
  public OptionalLong position(int partition) {
    process.check();
    Position position = positions.get(partition);
    if (position == null) {
      throw new IllegalStateException("position without owning: " + partition);
    }
    if (position.next < 0 && cluster.isStable(partition) && chance.of(0.6)) {
      position.next = cluster.committed(partition);
    }
    return position.next < 0 ? OptionalLong.empty() : OptionalLong.of(position.next);
  }

  @Override
  public void beginRestore(int partition) {
    restoring.put(partition, 0L);
    watermarks.remove(partition);
    questions.remove(partition);
  }

  boolean isRestoring() {
    return !restoring.isEmpty();
  }

  /** An answer to an earlier question, asked before the partition was lost and won, is nobody's. */
  @Override
  public void requestHighWatermark(int partition) {
    Object question = new Object();
    questions.put(partition, question);
    process.after(
        chance.latency(),
        () -> {
          OptionalLong end = OptionalLong.of(cluster.state(partition).highWatermark());
          process.after(
              chance.latency(),
              () -> {
                if (questions.remove(partition, question)) {
                  watermarks.put(partition, end);
                }
              });
        });
  }

  @Override
  public OptionalLong highWatermark(int partition) {
    return watermarks.getOrDefault(partition, OptionalLong.empty());
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> readState(Duration wait) {
    process.check();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    restoring.replaceAll(
        (partition, at) -> {
          PartitionLog.Batch batch = cluster.state(partition).read(at, chance.between(1, 40));
          records.addAll(batch.records());
          return batch.next();
        });
    return records;
  }

  @Override
  public long restorePosition(int partition) {
    return restoring.getOrDefault(partition, -1L);
  }

  @Override
  public void endRestore(int partition) {
    restoring.remove(partition);
    watermarks.remove(partition);
  }

  @Override
  public void commit(List<ProducerRecord<byte[], byte[]>> records, Map<Integer, Long> offsets) {
    try {
      while (!cluster.isFree(producerId)) {
        process.pass(Duration.ofMillis(5));
      }
      SimTransaction transaction = cluster.begin(producerId, producerEpoch);
      // Records are on their way while the offsets are sent: some arrive before, some after.
      int early = chance.between(0, records.size());
      records.subList(0, early).forEach(record -> cluster.append(transaction, record));
      process.pass(chance.latency());
      try {
        cluster.addOffsets(transaction, member, pinned, offsets);
      } catch (Refusal refusal) {
        if (refusal.kind != Refusal.Kind.MEMBER) {
          throw refusal;
        }
        journal.note(process.name, () -> "commit refused: " + refusal.getMessage());
        cluster.abort(transaction);
        refusals++;
        throw new Refused(refusal);
      }
      process.halfway();
      process.pass(chance.latency());
      records.subList(early, records.size()).forEach(record -> cluster.append(transaction, record));
      cluster.commit(transaction);
      refusals = 0;
      journal.note(
          process.name, () -> "committed " + records.size() + " records, offsets " + offsets);
    } catch (Refusal refusal) {
      throw new LogLost(String.valueOf(refusal.getMessage()), refusal);
    }
    process.pass(chance.latency());
    if (chance.of(weather.roughness() / 10)) {
      journal.note(process.name, () -> "does not hear of its commit");
      throw new LogLost(
          "the answer to a commit was lost", new Refusal(Refusal.Kind.PRODUCER, "no answer"));
    }
  }

  /** Whether the next poll finds something at once. */
  boolean hasMore() {
    return positions.entrySet().stream()
        .anyMatch(
            entry ->
                entry.getValue().resumed
                    && entry.getValue().next >= 0
                    && entry.getValue().next < cluster.inbox(entry.getKey()).lastStable());
  }

  /** In a row. */
  int refusals() {
    return refusals;
  }

  String member() {
    return member;
  }

  @Override
  public void trim(Map<Integer, Long> before) {
    before.forEach(
        (partition, offset) -> {
          if (offset > cluster.committed(partition)) {
            throw new IllegalStateException("trims what is not committed: " + partition);
          }
        });
  }

  @Override
  public void close() {
    cluster.group.remove(member);
  }
}
