package dev.countersign.token;

import dev.countersign.wire.Postponed;
import dev.countersign.wire.RememberedToken;
import dev.countersign.wire.SchemaIds;
import dev.countersign.wire.SchemaUnavailableException;
import dev.countersign.wire.TokenCodec;
import dev.countersign.wire.TokenRecord;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the user-token topic from its start and goes on reading. The end that a barrier has to
 * reach is read after the barrier was asked for, and it is the high watermark: a token whose event
 * could be read already is below it.
 */
public final class TokenTail implements TokenFeed, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TokenTail.class);
  private static final Duration CLOSE = Duration.ofSeconds(2);
  private static final Duration WAIT = Duration.ofMillis(500);

  /** While a barrier is awaited the reader must not sit in a long poll. */
  private static final Duration CATCH_UP_WAIT = Duration.ofMillis(5);

  private final KafkaConsumer<byte[], byte[]> reader;
  private final KafkaConsumer<byte[], byte[]> watermarks;
  private final List<TopicPartition> partitions;
  private final SchemaIds schemas;
  private final InstantSource clock;
  private final Postponed postponed = new Postponed();
  private final Consumer<List<TokenUpdate>> updates;
  private final LongConsumer caughtUp;
  private final AtomicLong asked = new AtomicLong();
  private final Thread thread;
  private volatile boolean closed;
  private volatile @Nullable Throwable failure;
  private long answered;
  private @Nullable Barrier barrier;

  private record Barrier(long ticket, Map<TopicPartition, Long> ends) {}

  /**
   * @param reader reads committed records, outside of any group
   * @param watermarks reads uncommitted ends
   * @param schemas of records in Confluent framing
   * @param updates takes what was read, in order
   * @param caughtUp takes tickets whose barrier was reached
   */
  public TokenTail(
      KafkaConsumer<byte[], byte[]> reader,
      KafkaConsumer<byte[], byte[]> watermarks,
      String topic,
      SchemaIds schemas,
      InstantSource clock,
      Consumer<List<TokenUpdate>> updates,
      LongConsumer caughtUp) {
    this.reader = reader;
    this.watermarks = watermarks;
    this.schemas = schemas;
    this.clock = clock;
    this.updates = updates;
    this.caughtUp = caughtUp;
    this.partitions =
        reader.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(topic, partition.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new IllegalStateException("topic " + topic + " is not visible yet");
    }
    reader.assign(partitions);
    reader.seekToBeginning(partitions);
    this.thread = Thread.ofPlatform().name("countersign-tokens").start(this::run);
  }

  /** Why reading has ended by itself; null: it goes on. */
  public @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public void catchUp(long ticket) {
    asked.accumulateAndGet(ticket, Math::max);
    reader.wakeup();
  }

  private void run() {
    try (reader;
        watermarks) {
      while (!closed) {
        turn();
      }
    } catch (RuntimeException | Error e) {
      failure = e;
    }
  }

  private void turn() {
    try {
      read();
      long ticket = asked.get();
      if (barrier == null && ticket > answered) {
        barrier = new Barrier(ticket, watermarks.endOffsets(partitions));
      }
      answerBarrier();
    } catch (WakeupException e) {
      // Somebody asks for a barrier, or closes; the loop looks.
      return;
    }
  }

  private void read() {
    boolean waiting = barrier != null || asked.get() > answered;
    reader.resume(reader.paused());
    reader.pause(postponed.partitions(clock.instant()));
    ConsumerRecords<byte[], byte[]> batch = reader.poll(waiting ? CATCH_UP_WAIT : WAIT);
    List<TokenUpdate> read = new ArrayList<>();
    for (TopicPartition partition : batch.partitions()) {
      for (ConsumerRecord<byte[], byte[]> record : batch.records(partition)) {
        try {
          read(record, read);
        } catch (SchemaUnavailableException e) {
          reader.seek(partition, record.offset());
          postponed.add(partition, clock.instant());
          break;
        }
      }
    }
    // Once closed, another tail may have told newer tokens already.
    if (!read.isEmpty() && !closed) {
      updates.accept(read);
    }
  }

  private void read(ConsumerRecord<byte[], byte[]> record, List<TokenUpdate> read) {
    switch (TokenCodec.decode(record.key(), record.value(), schemas)) {
      case TokenRecord.Remembered(RememberedToken token) ->
          read.add(
              new TokenUpdate(token.application(), token.user(), token.token(), token.expiresAt()));
      case TokenRecord.Forgotten(String application, String user) ->
          read.add(new TokenUpdate(application, user, null, null));
      case TokenRecord.Unreadable(String why) ->
          log.atWarn()
              .addKeyValue("partition", record.partition())
              .addKeyValue("offset", record.offset())
              .addKeyValue("why", why)
              .log("user token record not usable");
    }
  }

  private void answerBarrier() {
    Barrier awaited = barrier;
    if (awaited == null || closed) {
      return;
    }
    for (Map.Entry<TopicPartition, Long> end : awaited.ends().entrySet()) {
      if (reader.position(end.getKey()) < end.getValue()) {
        return;
      }
    }
    barrier = null;
    answered = awaited.ticket();
    caughtUp.accept(answered);
  }

  @Override
  public void close() {
    closed = true;
    reader.wakeup();
    try {
      thread.join(CLOSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
