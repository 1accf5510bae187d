package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.config.CountersignConfig;
import dev.countersign.config.Topics;
import dev.countersign.wire.CommandHeaders;
import dev.countersign.wire.CommandPeek;
import dev.countersign.wire.DeadLetterCode;
import dev.countersign.wire.DeadLetterCodec;
import dev.countersign.wire.Fault;
import dev.countersign.wire.Framing;
import dev.countersign.wire.InboxCodec;
import dev.countersign.wire.InboxCommand;
import dev.countersign.wire.Origin;
import dev.countersign.wire.Partitioner;
import dev.countersign.wire.Postponed;
import dev.countersign.wire.SchemaIds;
import dev.countersign.wire.SchemaUnavailableException;
import dev.countersign.wire.UndecodableException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import org.apache.avro.Schema;
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
  private static final Duration LONGEST_BATCH = Duration.ofSeconds(10);
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
  private final KafkaMeters meters;
  private final SchemaIds schemas;
  private final InstantSource clock;
  private final BiFunction<byte @Nullable [], @Nullable Schema, CommandPeek> peek;
  private final Postponed postponed = new Postponed();
  private @Nullable Uuid topicId;

  /** What a command is, and the schema that it was written with, if it names one. */
  private record Looked(CommandPeek peek, @Nullable Schema writer) {}

  /** What is to become of a command. */
  private record Routed(
      ConsumerRecord<byte[], byte[]> command, ProducerRecord<byte[], byte[]> record) {}

  /**
   * @param schemas of commands in Confluent framing
   * @param peek tells which request a value, written with a schema, is for
   */
  Intake(
      CountersignConfig config,
      Admin admin,
      LoopMetrics metrics,
      Health health,
      InboxLag lag,
      SchemaIds schemas,
      InstantSource clock,
      BiFunction<byte @Nullable [], @Nullable Schema, CommandPeek> peek) {
    this.schemas = schemas;
    this.clock = clock;
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
    this.meters = metrics.kafka().bind(commands, "intake").bind(transactions.producer(), "intake");
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
      Set<TopicPartition> held = new HashSet<>(postponed.partitions(clock.instant()));
      held.retainAll(commands.assignment());
      commands.pause(held);
    }
    ConsumerRecords<byte[], byte[]> batch;
    try {
      batch = commands.poll(WAIT);
    } catch (WakeupException e) {
      return;
    } catch (KafkaException e) {
      throw new OwnerLog.LogLost("the command topic cannot be read", e);
    }
    List<Routed> routed = route(batch);
    if (routed.isEmpty()) {
      return;
    }
    // Pinned to what this poll delivered, as for the owner: newer metadata would not fence.
    ConsumerGroupMetadata group = commands.groupMetadata();
    try {
      move(routed, group);
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

  private void move(List<Routed> batch, ConsumerGroupMetadata group) {
    try {
      commit(batch, group);
    } catch (OwnerLog.Poisoned e) {
      log.atWarn().setCause(e).addKeyValue("commands", batch.size()).log("intake not writable");
      if (batch.size() == 1) {
        ConsumerRecord<byte[], byte[]> command = batch.getFirst().command();
        commit(List.of(new Routed(command, withoutValue(command))), group);
      } else {
        batch.forEach(command -> move(List.of(command), group));
      }
    }
  }

  private void commit(List<Routed> batch, ConsumerGroupMetadata group) {
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    for (Routed routed : batch) {
      ConsumerRecord<byte[], byte[]> command = routed.command();
      offsets.put(
          new TopicPartition(command.topic(), command.partition()),
          new OffsetAndMetadata(command.offset() + 1));
    }
    Instant begun = clock.instant();
    log.atDebug().addKeyValue("commands", batch.size()).log("intake begins");
    transactions.commit(batch.stream().map(Routed::record).toList(), offsets, group);
    log.atDebug().addKeyValue("commands", batch.size()).log("intake committed");
    metrics.takenIn(batch.size());
    if (metrics.tracing().isOn()) {
      Duration took = Duration.between(begun, clock.instant());
      batch.forEach(routed -> trace(routed, took));
    }
  }

  private void trace(Routed routed, Duration took) {
    if (!routed.record().topic().equals(topics.inbox())) {
      return;
    }
    ConsumerRecord<byte[], byte[]> command = routed.command();
    metrics
        .tracing()
        .takenIn(
            CommandHeaders.trace(command.headers()),
            command.topic(),
            command.partition(),
            command.offset(),
            new String(routed.record().key(), UTF_8),
            Instant.ofEpochMilli(command.timestamp()),
            took);
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

  /**
   * Commands up to the first of each partition whose schema nobody can be asked for now, and no
   * more than can be asked for without keeping the group waiting.
   */
  private List<Routed> route(ConsumerRecords<byte[], byte[]> batch) {
    Instant late = clock.instant().plus(LONGEST_BATCH);
    List<Routed> routed = new ArrayList<>();
    for (TopicPartition partition : batch.partitions()) {
      for (ConsumerRecord<byte[], byte[]> command : batch.records(partition)) {
        if (clock.instant().isAfter(late)) {
          commands.seek(partition, command.offset());
          break;
        }
        try {
          routed.add(new Routed(command, route(command)));
        } catch (SchemaUnavailableException e) {
          commands.seek(partition, command.offset());
          postponed.add(partition, clock.instant());
          break;
        }
      }
    }
    return routed;
  }

  private ProducerRecord<byte[], byte[]> route(ConsumerRecord<byte[], byte[]> command) {
    Looked looked = look(command);
    return switch (looked.peek()) {
      case CommandPeek.Addressed(String id) -> toInbox(command, id, looked.writer());
      case CommandPeek.NoId _ -> toInbox(command, idOf(command), looked.writer());
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
  private Looked look(ConsumerRecord<byte[], byte[]> command) {
    try {
      Schema writer = Framing.writer(command.value(), schemas);
      return new Looked(peek.apply(command.value(), writer), writer);
    } catch (SchemaUnavailableException e) {
      throw e;
    } catch (UndecodableException e) {
      return new Looked(new CommandPeek.Undecodable(e.code(), e.getMessage()), null);
    } catch (RuntimeException | StackOverflowError e) {
      log.atError()
          .setCause(e)
          .addKeyValue("partition", command.partition())
          .addKeyValue("offset", command.offset())
          .log("command put aside");
      metrics.isolated();
      return new Looked(
          new CommandPeek.Undecodable(
              DeadLetterCode.INTERNAL,
              "the worker failed on this record: " + e.getClass().getName(),
              e),
          null);
    }
  }

  private ProducerRecord<byte[], byte[]> toInbox(
      ConsumerRecord<byte[], byte[]> command, String requestId, @Nullable Schema writer) {
    return InboxCodec.encode(
        new InboxCommand(requestId, Origin.of(command), command.headers(), command.value(), writer),
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
    meters.close();
    try {
      commands.close(CloseOptions.timeout(CLOSE));
    } catch (KafkaException e) {
      log.atWarn().addKeyValue("cause", e.toString()).log("left the intake group uncleanly");
    }
    transactions.close();
  }
}
