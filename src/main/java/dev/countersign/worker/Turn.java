package dev.countersign.worker;

import dev.countersign.request.Action;
import dev.countersign.request.Event;
import dev.countersign.request.RequestState;
import dev.countersign.request.Signal;
import dev.countersign.request.Subject;
import dev.countersign.wire.DeadLetterCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a turn will write and start, collected beside the loop's memory, which changes only after
 * the commit.
 */
final class Turn {
  /**
   * @param wakeAt when a timer is due for {@code after}; null: never
   */
  record Change(
      OwnedPartition partition,
      RequestState before,
      RequestState after,
      @Nullable Instant wakeAt) {}

  /** A kind of signal that breaks the worker's code for this request. */
  record Broken(OwnedPartition partition, String requestId, Class<? extends Signal> signal) {}

  record Started(Subject subject, Action action) {}

  final SequencedMap<String, Change> changes = new LinkedHashMap<>();

  /** Of the records of the changed states. */
  final Map<String, Integer> bytes = new HashMap<>();

  final List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
  final List<Event> events = new ArrayList<>();
  final List<DeadLetterCode> deadLetters = new ArrayList<>();
  final Map<Integer, Long> offsets = new HashMap<>();
  final Set<Started> actions = new LinkedHashSet<>();
  final List<Input> isolated = new ArrayList<>();
  final List<WebhookFate> webhooks = new ArrayList<>();

  /** Inputs of the next turns, once the token directory has caught up with now. */
  final List<Input> later = new ArrayList<>();

  /** Those that no dead letter of this owner told of before. */
  final Set<Broken> broken = new LinkedHashSet<>();

  /** Partitions that this turn writes the current state schema to. */
  final Set<Integer> announced = new HashSet<>();

  RequestState state(OwnedPartition partition, String requestId) {
    Change change = changes.get(requestId);
    return change == null ? partition.state(requestId) : change.after();
  }

  void change(
      OwnedPartition partition, String requestId, RequestState after, @Nullable Instant wakeAt) {
    changes.merge(
        requestId,
        new Change(partition, partition.state(requestId), after, wakeAt),
        (first, last) -> new Change(partition, first.before(), last.after(), last.wakeAt()));
  }

  /** The fence: every partition a turn is about commits an offset, also when none moved. */
  void touch(OwnedPartition partition) {
    offsets.putIfAbsent(partition.number, partition.offset);
  }

  void consumed(OwnedPartition partition, long offset) {
    offsets.merge(partition.number, offset + 1, Math::max);
  }

  void dead(DeadLetter letter) {
    records.add(letter.record());
    deadLetters.add(letter.code());
  }

  boolean isEmpty() {
    return offsets.isEmpty();
  }
}
