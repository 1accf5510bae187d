package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.config.Topics;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.Networks;
import dev.countersign.request.Settings;
import dev.countersign.token.TokenFeed;
import dev.countersign.tracing.Tracing;
import dev.countersign.wire.Encodings;
import dev.countersign.wire.Format;
import dev.countersign.wire.InboxCodec;
import dev.countersign.wire.InboxCommand;
import dev.countersign.wire.InboxWebhook;
import dev.countersign.wire.Origin;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * The topics in memory, for one owner of one partition after the other. It may have a neighbour: a
 * second partition, of which there is nothing but states to restore.
 */
final class OnePartition {
  static final Topics TOPICS = Topics.withPrefix("sign-request");

  private final List<ConsumerRecord<byte[], byte[]>> inbox = new ArrayList<>();
  private final List<ConsumerRecord<byte[], byte[]>> states = new ArrayList<>();
  private final List<ProducerRecord<byte[], byte[]>> written = new ArrayList<>();
  private Predicate<ProducerRecord<byte[], byte[]>> unwritable = _ -> false;
  private Runnable duringCommit = () -> {};
  private int neighbours;
  private boolean neighbourStuck;
  private long committed;
  private int attempts;
  private int mostRecords;

  /** A SignIn under this id. */
  void command(String id, Instant at) {
    send(id, "{\"id\":\"" + id + "\",\"txjson\":{\"TransactionType\":\"SignIn\"}}", at);
  }

  void send(String id, String json, Instant at) {
    Origin origin = new Origin(TOPICS.commands(), 7, inbox.size(), at, id.getBytes(UTF_8));
    InboxCommand command =
        new InboxCommand(id, origin, new RecordHeaders(), json.getBytes(UTF_8), null);
    ProducerRecord<byte[], byte[]> record = InboxCodec.encode(command, TOPICS.inbox(), 0);
    inbox.add(record(record, inbox.size(), at.toEpochMilli()));
  }

  void webhook(InboxWebhook webhook, Instant at) {
    ProducerRecord<byte[], byte[]> record = InboxCodec.encode(webhook, TOPICS.inbox(), 0);
    inbox.add(record(record, inbox.size(), at.toEpochMilli()));
  }

  /** A state that was written by whomever. */
  void state(String id, byte[] value) {
    states.add(
        record(
            new ProducerRecord<>(TOPICS.state(), 0, id.getBytes(UTF_8), value), states.size(), 0));
  }

  /** Assigns a second partition with so many states, which nobody can decode; they are held. */
  void neighbour(int count) {
    neighbours = count;
  }

  /** The last state of the second partition does not come. */
  void neighbourIsStuck() {
    neighbourStuck = true;
  }

  /** Records that no topic takes from now on. */
  void refuse(Predicate<ProducerRecord<byte[], byte[]>> refused) {
    unwritable = refused;
  }

  /** What happens in the world while a transaction commits. */
  void duringCommit(Runnable happening) {
    duringCommit = happening;
  }

  List<ProducerRecord<byte[], byte[]>> written(String topic) {
    return written.stream().filter(record -> record.topic().equals(topic)).toList();
  }

  long committed() {
    return committed;
  }

  /** Records of the largest transaction. */
  int mostRecords() {
    return mostRecords;
  }

  /** Transactions begun so far. */
  int attempts() {
    return attempts;
  }

  /** The rules with the defaults of the settings, and these networks. */
  static Settings settings(Networks networks) {
    return new Settings(
        1440,
        Duration.ofHours(24),
        Duration.ofDays(7),
        Duration.ofMinutes(15),
        Duration.ofSeconds(10),
        networks,
        Duration.ofHours(24));
  }

  /** Another owner's loop, for the applications {@code default} and {@code shop}. */
  OwnerLoop loop(
      Lifecycle lifecycle,
      Generous platform,
      TokenFeed tokens,
      InstantSource clock,
      MeterRegistry meters) {
    return new OwnerLoop(
        new Log(),
        platform,
        tokens,
        platform.mailbox(),
        Codecs.of(Set.of("default", "shop"), Encodings.of(Format.JSON)),
        new LoopSettings(
            "fleet",
            TOPICS,
            neighbours == 0 ? 1 : 2,
            100,
            Duration.ofSeconds(10),
            Long.MAX_VALUE,
            lifecycle,
            Map::of),
        Map.of(),
        clock,
        new LoopMetrics(meters, Tracing.off()));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      ProducerRecord<byte[], byte[]> record, int offset, long timestamp) {
    Headers headers = record.headers();
    return new ConsumerRecord<>(
        record.topic(),
        0,
        offset,
        timestamp,
        TimestampType.CREATE_TIME,
        0,
        0,
        record.key(),
        record.value(),
        headers,
        Optional.empty());
  }

  private final class Log implements OwnerLog {
    private boolean assigned;
    private boolean neighbourAssigned;
    private boolean resumed;
    private int position = (int) committed;
    private int restored;
    private int neighboursRestored;

    @Override
    public List<ConsumerRecord<byte[], byte[]>> poll(Duration wait, Ownership ownership) {
      if (!assigned) {
        assigned = true;
        ownership.assigned(Set.of(0));
      }
      if (neighbours > 0 && !neighbourAssigned) {
        neighbourAssigned = true;
        ownership.assigned(Set.of(1));
      }
      if (!resumed) {
        return List.of();
      }
      List<ConsumerRecord<byte[], byte[]>> letters =
          List.copyOf(inbox.subList(position, inbox.size()));
      position = inbox.size();
      return letters;
    }

    @Override
    public void wakeup() {}

    @Override
    public void resume(int partition) {
      resumed |= partition == 0;
    }

    @Override
    public void pause(int partition) {
      resumed &= partition != 0;
    }

    @Override
    public OptionalLong position(int partition) {
      return OptionalLong.of(committed);
    }

    @Override
    public void beginRestore(int partition) {}

    @Override
    public void requestHighWatermark(int partition) {}

    @Override
    public OptionalLong highWatermark(int partition) {
      return OptionalLong.of(
          partition == 0 ? states.size() : neighbours + (neighbourStuck ? 1 : 0));
    }

    @Override
    public List<ConsumerRecord<byte[], byte[]>> readState(Duration wait) {
      List<ConsumerRecord<byte[], byte[]>> read =
          new ArrayList<>(states.subList(restored, states.size()));
      restored = states.size();
      for (; neighboursRestored < neighbours; neighboursRestored++) {
        byte[] key = ("neighbour-" + neighboursRestored).getBytes(UTF_8);
        read.add(new ConsumerRecord<>(TOPICS.state(), 1, neighboursRestored, key, new byte[0]));
      }
      return read;
    }

    @Override
    public long restorePosition(int partition) {
      return partition == 0 ? restored : neighboursRestored;
    }

    @Override
    public void endRestore(int partition) {}

    @Override
    public void commit(List<ProducerRecord<byte[], byte[]>> records, Map<Integer, Long> offsets) {
      attempts++;
      duringCommit.run();
      mostRecords = Math.max(mostRecords, records.size());
      if (records.stream().anyMatch(unwritable)) {
        throw new Poisoned(new IllegalArgumentException("refused"));
      }
      written.addAll(records);
      for (ProducerRecord<byte[], byte[]> record : records) {
        if (record.topic().equals(TOPICS.state())) {
          states.add(record(record, states.size(), 0));
        }
      }
      committed = Objects.requireNonNull(offsets.get(0));
    }

    @Override
    public void trim(Map<Integer, Long> before) {}

    @Override
    public void close() {}
  }
}
