package dev.countersign.worker;

import dev.countersign.config.CountersignConfig;
import dev.countersign.config.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The owner's log on a Kafka cluster. */
final class KafkaOwnerLog implements OwnerLog {
  private static final Logger log = LoggerFactory.getLogger(KafkaOwnerLog.class);
  private static final Duration CLOSE = Duration.ofSeconds(3);

  private final Topics topics;
  private final KafkaConsumer<byte[], byte[]> inbox;
  private final Transactions transactions;
  private final StateReader states;
  private final Admin admin;

  /**
   * Pinned: taken right after each poll together with the ownership that the same poll reported.
   * With newer metadata, work on a partition lost meanwhile would be accepted.
   */
  private @Nullable ConsumerGroupMetadata group;

  /**
   * @param advertised where the other members of the group are told to reach this worker
   */
  KafkaOwnerLog(CountersignConfig config, URI advertised, Admin admin) {
    this.topics = config.topics();
    this.admin = admin;
    String owner = config.groupId() + '-' + config.workerId();
    this.transactions = Transactions.open(config.kafka(), owner);
    this.inbox =
        Consumers.member(
            config.kafka(), config.groupId(), new MemberName(owner, advertised).clientId());
    this.states =
        new StateReader(
            Consumers.reader(config.kafka(), owner + "-restore"), admin, topics.state());
  }

  void measure(KafkaMeters meters) {
    meters.bind(inbox, "owner").bind(transactions.producer(), "owner");
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> poll(Duration wait, Ownership ownership) {
    if (group == null) {
      inbox.subscribe(List.of(topics.inbox()), new Listener(ownership));
    }
    List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
    try {
      inbox.poll(wait).forEach(letters::add);
    } catch (WakeupException e) {
      log.trace("woken");
    } catch (KafkaException e) {
      throw new LogLost("the inbox cannot be read", e);
    }
    group = inbox.groupMetadata();
    return letters;
  }

  @Override
  public void wakeup() {
    inbox.wakeup();
  }

  @Override
  public void resume(int partition) {
    inbox.resume(List.of(inboxPartition(partition)));
  }

  @Override
  public void pause(int partition) {
    inbox.pause(List.of(inboxPartition(partition)));
  }

  @Override
  public OptionalLong position(int partition) {
    try {
      return OptionalLong.of(inbox.position(inboxPartition(partition), Duration.ZERO));
    } catch (TimeoutException | WakeupException e) {
      return OptionalLong.empty();
    } catch (KafkaException e) {
      throw new LogLost("the inbox position cannot be read", e);
    }
  }

  @Override
  public void beginRestore(int partition) {
    states.begin(partition);
  }

  @Override
  public void requestHighWatermark(int partition) {
    states.requestHighWatermark(partition);
  }

  @Override
  public OptionalLong highWatermark(int partition) {
    return states.highWatermark(partition);
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> readState(Duration wait) {
    return states.read(wait);
  }

  @Override
  public long restorePosition(int partition) {
    return states.position(partition);
  }

  @Override
  public void endRestore(int partition) {
    states.end(partition);
  }

  @Override
  public void commit(List<ProducerRecord<byte[], byte[]>> records, Map<Integer, Long> offsets) {
    ConsumerGroupMetadata pinned = group;
    if (pinned == null) {
      throw new IllegalStateException("a commit before the first poll");
    }
    Map<TopicPartition, OffsetAndMetadata> consumed = new HashMap<>();
    offsets.forEach(
        (partition, offset) ->
            consumed.put(inboxPartition(partition), new OffsetAndMetadata(offset)));
    transactions.commit(records, consumed, pinned);
  }

  @Override
  public void trim(Map<Integer, Long> before) {
    Map<TopicPartition, RecordsToDelete> deletions = new HashMap<>();
    before.forEach(
        (partition, offset) ->
            deletions.put(inboxPartition(partition), RecordsToDelete.beforeOffset(offset)));
    admin
        .deleteRecords(deletions)
        .all()
        .whenComplete(
            (_, failure) -> {
              if (failure != null) {
                log.atWarn()
                    .addKeyValue("topic", topics.inbox())
                    .addKeyValue("cause", failure.toString())
                    .log("inbox not trimmed; it will be tried again");
              }
            });
  }

  private TopicPartition inboxPartition(int partition) {
    return new TopicPartition(topics.inbox(), partition);
  }

  @Override
  public void close() {
    try {
      inbox.close(CloseOptions.timeout(CLOSE));
    } catch (KafkaException e) {
      log.atWarn().addKeyValue("cause", e.toString()).log("left the group uncleanly");
    }
    transactions.close();
    states.close();
  }

  /** The only place that knows the client's listener interface. */
  private final class Listener implements ConsumerRebalanceListener {
    private final Ownership ownership;

    Listener(Ownership ownership) {
      this.ownership = ownership;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
      inbox.pause(assigned);
      ownership.assigned(numbers(assigned));
      // Nothing comes from what is paused: this poll would wait to its end, and the restore with
      // it.
      inbox.wakeup();
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
      ownership.revoked(numbers(revoked));
    }

    /** Already somebody else's: nothing may be flushed, and the loop never flushes here anyway. */
    @Override
    public void onPartitionsLost(Collection<TopicPartition> lost) {
      ownership.revoked(numbers(lost));
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
      Set<Integer> numbers = new HashSet<>();
      partitions.forEach(partition -> numbers.add(partition.partition()));
      return numbers;
    }
  }
}
