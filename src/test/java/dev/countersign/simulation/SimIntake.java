package dev.countersign.simulation;

import dev.countersign.wire.CommandPeek;
import dev.countersign.wire.DeadLetterCodec;
import dev.countersign.wire.Fault;
import dev.countersign.wire.InboxCodec;
import dev.countersign.wire.InboxCommand;
import dev.countersign.wire.Origin;
import dev.countersign.wire.Partitioner;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;

/** The intake with its real judgement, each batch in one transaction that nothing interrupts. */
final class SimIntake {
  static final Uuid COMMAND_TOPIC = new Uuid(7, 7);
  private static final String PRODUCER = "intake";

  private final Cluster cluster;
  private final Agenda agenda;
  private final Chance chance;
  private final int epoch;
  private long position;
  private boolean planned;

  SimIntake(Cluster cluster, Agenda agenda, Chance chance) {
    this.cluster = cluster;
    this.agenda = agenda;
    this.chance = chance;
    this.epoch = cluster.open(PRODUCER);
  }

  void begin() {
    cluster.onNews(
        topic -> {
          if (topic.equals(cluster.topics.commands())) {
            plan();
          }
        });
  }

  private void plan() {
    if (!planned) {
      planned = true;
      agenda.after(chance.latency(), this::turn);
    }
  }

  private void turn() {
    planned = false;
    PartitionLog commands = cluster.topic(cluster.topics.commands()).getFirst();
    if (!cluster.isFree(PRODUCER)) {
      plan();
      return;
    }
    PartitionLog.Batch batch = commands.read(position, chance.between(1, 5));
    position = batch.next();
    if (!batch.records().isEmpty()) {
      SimTransaction transaction = cluster.begin(PRODUCER, epoch);
      batch.records().forEach(command -> cluster.append(transaction, route(command)));
      cluster.commit(transaction);
      plan();
    }
  }

  private ProducerRecord<byte[], byte[]> route(ConsumerRecord<byte[], byte[]> command) {
    return switch (CommandPeek.at(command.value(), null)) {
      case CommandPeek.Addressed(String id) -> toInbox(command, id);
      case CommandPeek.NoId _ ->
          toInbox(command, CommandPeek.idFor(COMMAND_TOPIC, command.partition(), command.offset()));
      case CommandPeek.Undecodable(var code, String message, _) ->
          DeadLetterCodec.encode(
              cluster.topics.deadLetters(),
              "fleet",
              Origin.of(command),
              command.headers(),
              command.value(),
              Fault.at(
                  Fault.Stage.VALUE_CONVERTER, command.partition(), SimIntake.class, code, message),
              null);
    };
  }

  private ProducerRecord<byte[], byte[]> toInbox(
      ConsumerRecord<byte[], byte[]> command, String requestId) {
    return InboxCodec.encode(
        new InboxCommand(requestId, Origin.of(command), command.headers(), command.value(), null),
        cluster.topics.inbox(),
        Partitioner.partition(requestId, Cluster.PARTITIONS));
  }
}
