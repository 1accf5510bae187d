package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.request.RequestState;
import dev.countersign.wire.StateCodec;
import dev.countersign.wire.StateSchemas;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and decodes the state of newly assigned partitions, a little in each turn. Those that are
 * complete wait for the others, though not for long: serving some meanwhile takes the time that
 * decoding needs.
 *
 * <p>The order is what makes it complete. First the inbox position must be known: then no earlier
 * owner's transaction can still commit. Only then the target is taken, and it is the high
 * watermark: the last stable offset may still be behind a commit that has already returned. A
 * restore that reached it has read all that any earlier owner ever wrote.
 */
final class Restore {
  private static final Logger log = LoggerFactory.getLogger(Restore.class);

  /** States decoded in one turn: 20 ms, and ten times that in a process just started. */
  private static final int SLICE = 5_000;

  /** How long the first that is complete waits for the others. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final OwnerLog ownerLog;
  private final StateCodec codec;
  private final StateSchemas schemas = new StateSchemas();
  private final Map<Integer, Progress> restoring = new HashMap<>();
  private final List<OwnedPartition> complete = new ArrayList<>();
  private Instant firstCompleteAt = Instant.EPOCH;

  private static final class Progress {
    final OwnedPartition partition;
    final Map<String, byte[]> newest = new HashMap<>();
    final Map<String, byte[]> newestSchemas = new HashMap<>();
    boolean watermarkAsked;
    @Nullable String awaited = "the inbox has not been polled";
    @Nullable Iterator<Map.Entry<String, byte[]>> undecoded;

    Progress(OwnedPartition partition) {
      this.partition = partition;
    }
  }

  Restore(OwnerLog ownerLog, StateCodec codec) {
    this.ownerLog = ownerLog;
    this.codec = codec;
  }

  void begin(OwnedPartition partition) {
    restoring.put(partition.number, new Progress(partition));
    ownerLog.beginRestore(partition.number);
  }

  void giveUp(int partition) {
    if (restoring.remove(partition) != null) {
      ownerLog.endRestore(partition);
    }
    complete.removeIf(done -> done.number == partition);
  }

  boolean isUnderWay() {
    return !restoring.isEmpty() || !complete.isEmpty();
  }

  /** What each partition that was not returned yet waits for. */
  List<String> awaited() {
    return Stream.concat(
            restoring.values().stream()
                .map(
                    progress -> "partition " + progress.partition.number + ": " + progress.awaited),
            complete.stream()
                .map(done -> "partition " + done.number + ": complete, and waits for the others"))
        .toList();
  }

  /** Reads on, waiting at most {@code wait}; returns the partitions that can be served now. */
  List<OwnedPartition> advance(Duration wait, Instant now) {
    read(wait);
    decodeSlice(now);
    if (!restoring.isEmpty() && isWorthWaiting(now)) {
      return List.of();
    }
    List<OwnedPartition> served = List.copyOf(complete);
    complete.clear();
    return served;
  }

  /** A clock that was set back does not make the wait longer. */
  private boolean isWorthWaiting(Instant now) {
    Duration waited = Duration.between(firstCompleteAt, now);
    return !waited.isNegative() && waited.compareTo(PATIENCE) < 0;
  }

  private void read(Duration wait) {
    for (ConsumerRecord<byte[], byte[]> state : ownerLog.readState(wait)) {
      Progress progress = restoring.get(state.partition());
      if (progress != null && state.key() != null) {
        keep(progress, new String(state.key(), UTF_8), state.value());
      }
    }
  }

  private void decodeSlice(Instant now) {
    int left = SLICE;
    for (Iterator<Progress> all = restoring.values().iterator(); all.hasNext(); ) {
      Progress progress = all.next();
      if (progress.undecoded == null) {
        endReadingIfDone(progress);
      }
      if (progress.undecoded != null) {
        left -= decode(progress.partition, progress.undecoded, left);
        if (!progress.undecoded.hasNext()) {
          all.remove();
          if (complete.isEmpty()) {
            firstCompleteAt = now;
          }
          complete.add(progress.partition);
        }
      }
    }
  }

  private void endReadingIfDone(Progress progress) {
    progress.awaited = awaited(progress);
    if (progress.awaited == null) {
      ownerLog.endRestore(progress.partition.number);
      learnSchemas(progress);
      progress.undecoded = progress.newest.entrySet().iterator();
      progress.awaited = "the state is being decoded";
    }
  }

  private static void keep(Progress progress, String key, byte @Nullable [] value) {
    Map<String, byte[]> kind =
        StateCodec.isSchemaKey(key) ? progress.newestSchemas : progress.newest;
    if (value == null) {
      kind.remove(key);
    } else {
      kind.put(key, value);
    }
  }

  /** Null: nothing, it is read. */
  private @Nullable String awaited(Progress progress) {
    int partition = progress.partition.number;
    OptionalLong position = ownerLog.position(partition);
    if (position.isEmpty()) {
      return "the inbox position is not known: an earlier owner's transaction is open";
    }
    progress.partition.offset = position.getAsLong();
    if (!progress.watermarkAsked) {
      progress.watermarkAsked = true;
      ownerLog.requestHighWatermark(partition);
    }
    OptionalLong target = ownerLog.highWatermark(partition);
    if (target.isEmpty()) {
      return "the end of the state is not known";
    }
    long read = ownerLog.restorePosition(partition);
    return read >= target.getAsLong()
        ? null
        : "the state is read to offset " + read + " of " + target.getAsLong();
  }

  private void learnSchemas(Progress progress) {
    progress.newestSchemas.forEach(
        (key, value) ->
            schemas
                .learn(key, value)
                .ifPresentOrElse(
                    useless -> log.atWarn().addKeyValue("why", useless).log("schema not usable"),
                    () -> progress.partition.schemaKeys.add(key)));
  }

  private StateCodec.Decoded decode(byte[] value) {
    try {
      return codec.decode(value, schemas);
    } catch (RuntimeException | StackOverflowError e) {
      return new StateCodec.Decoded.Held("the worker failed on it: " + e.getClass().getName());
    }
  }

  /** Returns how many were decoded. What is decoded is let go of. */
  private int decode(
      OwnedPartition partition, Iterator<Map.Entry<String, byte[]>> undecoded, int most) {
    int decoded = 0;
    for (; decoded < most && undecoded.hasNext(); decoded++) {
      Map.Entry<String, byte[]> next = undecoded.next();
      switch (decode(next.getValue())) {
        case StateCodec.Decoded.Understood(RequestState state) ->
            partition.put(next.getKey(), state, next.getValue().length);
        case StateCodec.Decoded.Held(String why) -> partition.held.put(next.getKey(), why);
      }
      undecoded.remove();
    }
    return decoded;
  }
}
