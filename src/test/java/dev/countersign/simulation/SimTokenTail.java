package dev.countersign.simulation;

import dev.countersign.token.TokenFeed;
import dev.countersign.token.TokenUpdate;
import dev.countersign.wire.RememberedToken;
import dev.countersign.wire.SchemaIds;
import dev.countersign.wire.TokenCodec;
import dev.countersign.wire.TokenRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads the user-token topic as the real tail does, with pauses where its thread would have some.
 */
final class SimTokenTail implements TokenFeed {
  private final List<PartitionLog> logs;
  private final SimProcess process;
  private final Chance chance;
  private final Consumer<List<TokenUpdate>> updates;
  private final LongConsumer caughtUp;
  private final long[] positions;
  private long asked;
  private long answered;
  private boolean planned;
  private boolean closed;
  private @Nullable Barrier barrier;

  private record Barrier(long ticket, List<Long> ends) {}

  SimTokenTail(
      List<PartitionLog> logs,
      SimProcess process,
      Chance chance,
      Consumer<List<TokenUpdate>> updates,
      LongConsumer caughtUp) {
    this.logs = logs;
    this.process = process;
    this.chance = chance;
    this.updates = updates;
    this.caughtUp = caughtUp;
    this.positions = new long[logs.size()];
    plan();
  }

  @Override
  public void catchUp(long ticket) {
    asked = Math.max(asked, ticket);
    plan();
  }

  /** There may be something to read. */
  void plan() {
    if (!planned && !closed) {
      planned = true;
      process.after(chance.latency(), this::turn);
    }
  }

  void close() {
    closed = true;
  }

  private void turn() {
    planned = false;
    if (closed) {
      return;
    }
    read();
    if (barrier == null && asked > answered) {
      barrier = new Barrier(asked, logs.stream().map(PartitionLog::highWatermark).toList());
    }
    answer();
    if (asked > answered) {
      plan();
    }
  }

  private void read() {
    List<TokenUpdate> read = new ArrayList<>();
    for (int i = 0; i < positions.length; i++) {
      PartitionLog.Batch batch = logs.get(i).read(positions[i], 100);
      positions[i] = batch.next();
      for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
        switch (TokenCodec.decode(record.key(), record.value(), SchemaIds.none())) {
          case TokenRecord.Remembered(RememberedToken token) ->
              read.add(
                  new TokenUpdate(
                      token.application(), token.user(), token.token(), token.expiresAt()));
          case TokenRecord.Forgotten(String application, String user) ->
              read.add(new TokenUpdate(application, user, null, null));
          case TokenRecord.Unreadable _ -> {}
        }
      }
    }
    if (!read.isEmpty()) {
      updates.accept(read);
    }
  }

  private void answer() {
    Barrier awaited = barrier;
    if (awaited == null) {
      return;
    }
    for (int i = 0; i < positions.length; i++) {
      if (positions[i] < awaited.ends().get(i)) {
        return;
      }
    }
    barrier = null;
    answered = awaited.ticket();
    caughtUp.accept(answered);
  }
}
