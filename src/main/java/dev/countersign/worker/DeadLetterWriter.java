package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.config.Topics;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.Signal;
import dev.countersign.wire.DeadLetterCode;
import dev.countersign.wire.DeadLetterCodec;
import dev.countersign.wire.Fault;
import dev.countersign.wire.InboxCodec;
import dev.countersign.wire.InboxCommand;
import dev.countersign.wire.InboxRecord;
import dev.countersign.wire.Origin;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Words the dead letters of what an owner finds in its inbox: each says where it first came from.
 */
final class DeadLetterWriter {
  private static final String BROKEN = "the worker failed on this input: ";

  private final Topics topics;
  private final String fleet;

  DeadLetterWriter(Topics topics, String fleet) {
    this.topics = topics;
    this.fleet = fleet;
  }

  /** A command that can be read, and may not be done. */
  DeadLetter refused(int partition, InboxCommand command, DeadLetterCode code, String message) {
    return about(
        command, Fault.at(Fault.Stage.TASK_PUT, partition, Lifecycle.class, code, message));
  }

  /** An inbox record of a kind that is not known here. */
  DeadLetter unknown(ConsumerRecord<byte[], byte[]> letter, String why) {
    return about(
        letter,
        Fault.at(
            Fault.Stage.VALUE_CONVERTER,
            letter.partition(),
            InboxCodec.class,
            DeadLetterCode.INBOX_NOT_UNDERSTOOD,
            why));
  }

  /** An inbox record that breaks the worker's own code. */
  DeadLetter broken(ConsumerRecord<byte[], byte[]> letter, Throwable cause) {
    Fault fault = internal(letter.partition(), cause);
    return InboxCodec.decode(letter) instanceof InboxRecord.Command(InboxCommand command)
        ? about(command, fault)
        : about(letter, fault);
  }

  /** A signal is no record: its dead letter names it, under the request it was for. */
  DeadLetter broken(
      OwnedPartition partition, String requestId, Class<? extends Signal> signal, Throwable cause) {
    Origin origin =
        new Origin(
            topics.inbox(),
            partition.number,
            partition.offset,
            Instant.EPOCH,
            requestId.getBytes(UTF_8));
    return new DeadLetter(
        DeadLetterCode.INTERNAL,
        DeadLetterCodec.encode(
            topics.deadLetters(),
            fleet,
            origin,
            new RecordHeaders(),
            signal.getSimpleName().getBytes(UTF_8),
            internal(partition.number, cause),
            requestId));
  }

  /** An inbox record that does not even fit into the dead letters. */
  DeadLetter byPlace(ConsumerRecord<byte[], byte[]> letter) {
    InboxCommand command =
        InboxCodec.decode(letter) instanceof InboxRecord.Command(InboxCommand known) ? known : null;
    return new DeadLetter(
        DeadLetterCode.INTERNAL,
        DeadLetterCodec.withoutValue(
            topics.deadLetters(),
            fleet,
            command == null ? Origin.of(letter) : command.origin(),
            DeadLetterCode.INTERNAL,
            letter.partition(),
            OwnerLoop.class,
            command == null ? null : command.requestId()));
  }

  private static Fault internal(int partition, Throwable cause) {
    return new Fault(
        DeadLetterCode.INTERNAL,
        BROKEN + cause.getClass().getName(),
        Fault.Stage.TASK_PUT,
        partition,
        OwnerLoop.class,
        cause);
  }

  private DeadLetter about(InboxCommand command, Fault fault) {
    return new DeadLetter(
        fault.code(),
        DeadLetterCodec.encode(
            topics.deadLetters(),
            fleet,
            command.origin(),
            command.original(),
            command.value(),
            fault,
            command.requestId()));
  }

  private DeadLetter about(ConsumerRecord<byte[], byte[]> letter, Fault fault) {
    return new DeadLetter(
        fault.code(),
        DeadLetterCodec.encode(
            topics.deadLetters(),
            fleet,
            Origin.of(letter),
            letter.headers(),
            letter.value(),
            fault,
            null));
  }
}
