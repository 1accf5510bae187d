package dev.countersign.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.config.Topics;
import dev.countersign.simulation.SimTransaction.Outcome;
import dev.countersign.wire.Partitioner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The brokers: topics, transactions, the offsets of the inbox, and its group. */
final class Cluster {
  static final int PARTITIONS = 4;
  private static final int EVENT_PARTITIONS = 2;
  private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(10);

  final Topics topics = Topics.withPrefix("sign-request");
  final Group group;
  private final Agenda agenda;
  private final Chance chance;
  private final Journal journal;
  private final Map<String, List<PartitionLog>> logs = new LinkedHashMap<>();
  private final Map<String, Producer> producers = new HashMap<>();
  private final Map<Integer, Long> offsets = new HashMap<>();
  private final Map<Integer, Set<SimTransaction>> pendingOffsets = new HashMap<>();
  private final List<Consumer<String>> listeners = new ArrayList<>();

  private static final class Producer {
    int epoch;
    @Nullable SimTransaction current;
  }

  Cluster(Agenda agenda, Chance chance, Journal journal, Group.Protocol protocol) {
    this.agenda = agenda;
    this.chance = chance;
    this.journal = journal;
    this.group = new Group(protocol, PARTITIONS, () -> tell(topics.inbox()));
    topics.all().forEach(topic -> add(topic, EVENT_PARTITIONS));
    add(topics.inbox(), PARTITIONS);
    add(topics.state(), PARTITIONS);
    add(topics.commands(), 1);
  }

  private void add(String topic, int partitions) {
    List<PartitionLog> all = new ArrayList<>();
    for (int number = 0; number < partitions; number++) {
      all.add(new PartitionLog(topic, number));
    }
    logs.put(topic, all);
  }

  List<PartitionLog> topic(String topic) {
    List<PartitionLog> all = logs.get(topic);
    if (all == null) {
      throw new IllegalStateException("no topic " + topic);
    }
    return all;
  }

  PartitionLog inbox(int partition) {
    return topic(topics.inbox()).get(partition);
  }

  PartitionLog state(int partition) {
    return topic(topics.state()).get(partition);
  }

  /** Hears the name of a topic in which there is more to read. */
  void onNews(Consumer<String> listener) {
    listeners.add(listener);
  }

  private void tell(String topic) {
    agenda.after(chance.latency(), () -> listeners.forEach(listener -> listener.accept(topic)));
  }

  // --- producers

  /** Fences earlier producers of the id; its unfinished transaction is aborted. */
  int open(String producerId) {
    Producer producer = producers.computeIfAbsent(producerId, _ -> new Producer());
    producer.epoch++;
    if (producer.current != null && producer.current.outcome == Outcome.OPEN) {
      settle(producer.current, Outcome.ABORTED);
    }
    return producer.epoch;
  }

  /** A later transaction of an id has to wait for the markers of the one before. */
  boolean isFree(String producerId) {
    Producer producer = producers.get(producerId);
    return producer == null || producer.current == null || producer.current.isSettled();
  }

  SimTransaction begin(String producerId, int epoch) {
    Producer producer = producers.computeIfAbsent(producerId, _ -> new Producer());
    if (producer.epoch != epoch) {
      throw new Refusal(Refusal.Kind.PRODUCER, "fenced producer " + producerId);
    }
    SimTransaction transaction = new SimTransaction(producerId, agenda.instant());
    producer.current = transaction;
    agenda.after(
        TRANSACTION_TIMEOUT,
        () -> {
          if (transaction.outcome == Outcome.OPEN) {
            journal.note("broker", () -> "transaction of " + producerId + " timed out");
            producer.epoch++;
            settle(transaction, Outcome.ABORTED);
          }
        });
    return transaction;
  }

  void append(SimTransaction transaction, ProducerRecord<byte[], byte[]> record) {
    checkOpen(transaction);
    route(record).append(transaction, record, agenda.instant());
  }

  private PartitionLog route(ProducerRecord<byte[], byte[]> record) {
    List<PartitionLog> all = topic(record.topic());
    int number;
    if (record.partition() != null) {
      number = record.partition();
    } else if (record.key() != null) {
      number = Partitioner.partition(new String(record.key(), UTF_8), all.size());
    } else {
      number = chance.between(0, all.size() - 1);
    }
    return all.get(number);
  }

  void addOffsets(SimTransaction transaction, String member, int pinned, Map<Integer, Long> moved) {
    checkOpen(transaction);
    group.fence(member, pinned, moved.keySet());
    transaction.offsets.putAll(moved);
    moved
        .keySet()
        .forEach(
            partition ->
                pendingOffsets.computeIfAbsent(partition, _ -> new HashSet<>()).add(transaction));
  }

  private static void checkOpen(SimTransaction transaction) {
    if (transaction.outcome != Outcome.OPEN) {
      throw new Refusal(Refusal.Kind.PRODUCER, "transaction is over: " + transaction.outcome);
    }
  }

  void commit(SimTransaction transaction) {
    checkOpen(transaction);
    settle(transaction, Outcome.COMMITTED);
  }

  void abort(SimTransaction transaction) {
    if (transaction.outcome == Outcome.OPEN) {
      settle(transaction, Outcome.ABORTED);
    }
  }

  private void settle(SimTransaction transaction, Outcome outcome) {
    transaction.outcome = outcome;
    Collection<PartitionLog> written = List.copyOf(transaction.written);
    transaction.markersDue = written.size() + 1;
    for (PartitionLog log : written) {
      agenda.after(
          chance.latency(),
          () -> {
            log.mark(transaction, agenda.instant());
            transaction.markersDue--;
            tell(log.topic);
          });
    }
    agenda.after(chance.latency(), () -> settleOffsets(transaction));
  }

  private void settleOffsets(SimTransaction transaction) {
    transaction.offsets.forEach(
        (partition, offset) -> {
          pendingOffsets.getOrDefault(partition, new HashSet<>()).remove(transaction);
          if (transaction.outcome == Outcome.COMMITTED) {
            offsets.put(partition, offset);
          }
        });
    transaction.markersDue--;
    tell(topics.inbox());
  }

  // --- consumers

  /** Whether the committed offset of a partition is settled. */
  boolean isStable(int partition) {
    Set<SimTransaction> pending = pendingOffsets.get(partition);
    return pending == null || pending.isEmpty();
  }

  long committed(int partition) {
    return offsets.getOrDefault(partition, 0L);
  }

  /** Written by a producer without transactions. */
  void produce(ProducerRecord<byte[], byte[]> record) {
    route(record).append(null, record, agenda.instant());
    tell(record.topic());
  }

  /** Everything committed to a topic, partition by partition. */
  List<PartitionLog.Seen> committed(String topic) {
    List<PartitionLog.Seen> all = new ArrayList<>();
    topic(topic).forEach(partition -> all.addAll(partition.committed()));
    return all;
  }
}
