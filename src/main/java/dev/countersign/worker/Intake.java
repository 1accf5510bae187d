package dev.countersign.worker;

import dev.countersign.config.CountersignConfig;
import dev.countersign.config.Topics;
import dev.countersign.wire.CommandHeaders;
import dev.countersign.wire.CommandPeek;
import dev.countersign.wire.DeadLetterCode;
import dev.countersign.wire.DeadLetterCodec;
import dev.countersign.wire.Fault;
import dev.countersign.wire.InboxCodec;
import dev.countersign.wire.InboxCommand;
import dev.countersign.wire.Origin;
import dev.countersign.wire.Partitioner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves commands into the inbox, keyed and partitioned by request id, so that producers are free in
 * their choice of key and partitioner. It judges only whether a command can be addressed; what
 * cannot goes to the dead letters. A group of its own, and one transaction for each poll.
 */
final class Intake implements Keeper.Job {
  private static final Logger log = LoggerFactory.getLogger(Intake.class);
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Topics topics;
  private final String fleet;
  private final int partitions;
  private final Admin admin;
  private final LoopMetrics metrics;
  private final Health health;
  private final InboxLag lag;
  private final KafkaConsumer<byte[], byte[]> commands;
  private final Transactions transactions;
  private final Function<byte @Nullable [], CommandPeek> peek;
  private @Nullable Uuid topicId;

  /**
   * @param peek tells which request a value is for
   */
  Intake(
      CountersignConfig config,
      Admin admin,
      LoopMetrics metrics,
      Health health,
      InboxLag lag,
      Function<byte @Nullable [], CommandPeek> peek) {
    this.peek = peek;
    this.topics = config.topics();
    this.fleet = config.groupId();
    this.partitions = config.partitions();
    this.admin = admin;
    this.metrics = metrics;
    this.health = health;
    this.lag = lag;
    String member = config.groupId() + ".intake-" + config.workerId();
    this.transactions = Transactions.open(config.kafka(), member);
    this.commands = Consumers.member(config.kafka(), config.groupId() + ".intake", member);
    commands.subscribe(List.of(topics.commands()));
  }

  /** Takes in what is there; waits a moment for something to come. */
  @Override
  public void turn() {
    lag.turn();
    metrics.inbox(lag.lag(), lag.isOver());
    health.note("intake", lag.over());
    // In every turn, because what a rebalance brings is not paused. It goes on polling: a member
    // that does not would lose its partitions to another that is no better off.
    if (lag.isOver()) {
      commands.pause(commands.assignment());
    } else {
      commands.resume(commands.paused());
    }
    ConsumerRecords<byte[], byte[]> batch;
    try {
      batch = commands.poll(WAIT);
    } catch (WakeupException e) {
      return;
    } catch (KafkaException e) {
      throw new OwnerLog.LogLost("the command topic cannot be read", e);
    }
    if (batch.isEmpty()) {
      return;
    }
    // Pinned to what this poll delivered, as for the owner: newer metadata would not fence.
    ConsumerGroupMetadata group = commands.groupMetadata();
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    batch.forEach(all::add);
    try {
      move(all, group);
    } catch (OwnerLog.Refused e) {
      log.atInfo().addKeyValue("commands", batch.count()).log("intake refused, taken in again");
      rewind(batch);
    }
  }

  @Override
  public void wakeup() {
    commands.wakeup();
  }

  /** Nothing is ever half done between turns. */
  @Override
  public boolean isSettled() {
    return true;
  }

  private void move(List<ConsumerRecord<byte[], byte[]>> batch, ConsumerGroupMetadata group) {
    try {
      commit(batch, batch.stream().map(this::route).toList(), group);
    } catch (OwnerLog.Poisoned e) {
      log.atWarn().setCause(e).addKeyValue("commands", batch.size()).log("intake not writable");
      if (batch.size() == 1) {
        commit(batch, List.of(withoutValue(batch.getFirst())), group);
      } else {
        batch.forEach(command -> move(List.of(command), group));
      }
    }
  }

  private void commit(
      List<ConsumerRecord<byte[], byte[]>> batch,
      List<ProducerRecord<byte[], byte[]>> records,
      ConsumerGroupMetadata group) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (ConsumerRecord<byte[], byte[]> command : batch) {
      offsets.put(
          new TopicPartition(command.topic(), command.partition()),
          new OffsetAndMetadata(command.offset() + 1));
    }
    log.atDebug().addKeyValue("commands", batch.size()).log("intake begins");
    transactions.commit(records, offsets, group);
    log.atDebug().addKeyValue("commands", batch.size()).log("intake committed");
    metrics.takenIn(batch.size());
  }

  /** Larger than a topic of ours takes: the headers of the dead letter tell where the record is. */
  private ProducerRecord<byte[], byte[]> withoutValue(ConsumerRecord<byte[], byte[]> command) {
    metrics.deadLetter(DeadLetterCode.TOO_LARGE);
    return DeadLetterCodec.withoutValue(
        topics.deadLetters(),
        fleet,
        Origin.of(command),
        DeadLetterCode.TOO_LARGE,
        command.partition(),
        Intake.class,
        null);
  }

  private ProducerRecord<byte[], byte[]> route(ConsumerRecord<byte[], byte[]> command) {
    return switch (look(command)) {
      case CommandPeek.Addressed(String id) -> toInbox(command, id);
      case CommandPeek.NoId _ -> toInbox(command, idOf(command));
      case CommandPeek.Undecodable(var code, String message, Throwable thrown) -> {
        metrics.deadLetter(code);
        yield DeadLetterCodec.encode(
            topics.deadLetters(),
            fleet,
            Origin.of(command),
            command.headers(),
            command.value(),
            new Fault(
                code,
                message,
                Fault.Stage.VALUE_CONVERTER,
                command.partition(),
                CommandPeek.class,
                thrown),
            null);
      }
    };
  }

  /** What breaks the worker's own code is isolated here as it is by the owner (CONTRACT §6.7). */
  private CommandPeek look(ConsumerRecord<byte[], byte[]> command) {
    try {
      return peek.apply(command.value());
    } catch (RuntimeException | StackOverflowError e) {
      log.atError()
          .setCause(e)
          .addKeyValue("partition", command.partition())
          .addKeyValue("offset", command.offset())
          .log("command put aside");
      metrics.isolated();
      return new CommandPeek.Undecodable(
          DeadLetterCode.INTERNAL,
          "the worker failed on this record: " + e.getClass().getName(),
          e);
    }
  }

  private ProducerRecord<byte[], byte[]> toInbox(
      ConsumerRecord<byte[], byte[]> command, String requestId) {
    return InboxCodec.encode(
        new InboxCommand(requestId, Origin.of(command), command.headers(), command.value()),
        topics.inbox(),
        Partitioner.partition(requestId, partitions));
  }

  /** Of a command that names none: sent again from the dead letters it is the same request. */
  private String idOf(ConsumerRecord<byte[], byte[]> command) {
    String before = CommandHeaders.redrivenId(command.headers());
    return before == null
        ? CommandPeek.idFor(topicId(), command.partition(), command.offset())
        : before;
  }

  /** Part of the id of a command that names none; stable for as long as the topic lives. */
  private Uuid topicId() {
    Uuid id = topicId;
    if (id == null) {
      try {
        var describe = admin.describeTopics(List.of(topics.commands())).allTopicNames().get();
        id = describe.values().iterator().next().topicId();
      } catch (ExecutionException e) {
        throw new OwnerLog.LogLost("the id of the command topic cannot be read", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OwnerLog.LogLost("interrupted", e);
      }
      topicId = id;
    }
    return id;
  }

  private void rewind(ConsumerRecords<byte[], byte[]> batch) {
    for (TopicPartition partition : batch.partitions()) {
      if (commands.assignment().contains(partition)) {
        commands.seek(partition, batch.records(partition).getFirst().offset());
      }
    }
  }

  @Override
  public void close() {
    try {
      commands.close(CloseOptions.timeout(CLOSE));
    } catch (KafkaException e) {
      log.atWarn().addKeyValue("cause", e.toString()).log("left the intake group uncleanly");
    }
    transactions.close();
  }
}
