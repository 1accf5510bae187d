package dev.countersign.worker;

import dev.countersign.request.Signal;
import dev.countersign.wire.InboxCodec;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** One thing for a turn to apply. It belongs to one ownership of its partition and dies with it. */
sealed interface Input {
  OwnedPartition partition();

  /** A record of the inbox. */
  record FromInbox(OwnedPartition partition, ConsumerRecord<byte[], byte[]> letter)
      implements Input {}

  /** A signal from the platform or a timer. */
  record FromSignal(OwnedPartition partition, String requestId, Signal signal) implements Input {}

  /** A request may create now. */
  record Permit(OwnedPartition partition, String requestId) implements Input {}

  static Input timer(OwnedPartition partition, String requestId) {
    return new FromSignal(partition, requestId, new Signal.TimerFired());
  }

  static Input resumed(OwnedPartition partition, String requestId) {
    return new FromSignal(partition, requestId, new Signal.Resumed());
  }

  /** The request that it is about. */
  default String requestId() {
    return switch (this) {
      case FromInbox(var _, var letter) -> InboxCodec.requestId(letter);
      case FromSignal(var _, String requestId, var _) -> requestId;
      case Permit(var _, String requestId) -> requestId;
    };
  }

  /** For the log. */
  default String name() {
    return switch (this) {
      case FromInbox(OwnedPartition partition, var letter) ->
          "inbox record " + partition.number + '@' + letter.offset();
      case FromSignal(var _, String requestId, Signal signal) ->
          signal.getClass().getSimpleName() + " of " + requestId;
      case Permit(var _, String requestId) -> "permit of " + requestId;
    };
  }
}
