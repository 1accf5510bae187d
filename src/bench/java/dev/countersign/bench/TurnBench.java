package dev.countersign.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.config.Topics;
import dev.countersign.platform.Platform;
import dev.countersign.platform.budget.Demand;
import dev.countersign.request.Action;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.Signal;
import dev.countersign.request.Subject;
import dev.countersign.tracing.Tracing;
import dev.countersign.wire.Encodings;
import dev.countersign.wire.Format;
import dev.countersign.wire.InboxCodec;
import dev.countersign.wire.InboxCommand;
import dev.countersign.wire.Origin;
import dev.countersign.worker.Codecs;
import dev.countersign.worker.LoopMetrics;
import dev.countersign.worker.LoopSettings;
import dev.countersign.worker.Mailbox;
import dev.countersign.worker.OwnerLoop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What the owner loop does in a turn, without Kafka and the platform. All requests go through their
 * lives together, so that each turn has as many signals as there are requests; in the last one they
 * are forgotten, and the same day begins again.
 */
@State(Scope.Thread)
public class TurnBench {
  private static final Topics TOPICS = Topics.withPrefix("sign-request");

  /** Of one life: CREATED, OPENED, SIGNED, SETTLED and their states, QUEUED, CREATING, a token. */
  private static final int RECORDS = 4 * 2 + 2 + 1 + 1;

  @Param({"1", "32", "1024"})
  public int signals;

  private final Mailbox mailbox = new Mailbox();
  private final MemoryLog log = new MemoryLog();
  private Instant now = SampleLife.AT;
  private final OwnerLoop loop =
      new OwnerLoop(
          log,
          new Nothing(),
          mailbox::tokensCaughtUp,
          mailbox,
          Codecs.of(Set.of("default"), Encodings.of(Format.JSON)),
          new LoopSettings(
              "fleet",
              TOPICS,
              1,
              4_096,
              Duration.ofSeconds(10),
              Long.MAX_VALUE,
              new Lifecycle(SampleLife.SETTINGS),
              () -> SampleLife.LEDGERS),
          Map.of(),
          () -> now,
          new LoopMetrics(new SimpleMeterRegistry(), Tracing.off()));
  private List<String> ids = List.of();
  private List<ConsumerRecord<byte[], byte[]>> commands = List.of();
  private List<Signal> created = List.of();
  private List<Signal> signed = List.of();
  private List<Signal> settled = List.of();
  private int stage;
  private long lives;

  /** A platform that does nothing: what would come of it is told by the benchmark. */
  private static final class Nothing implements Platform {
    @Override
    public void start(Subject subject, Action action) {}

    @Override
    public void demand(String application, Demand demand) {}

    @Override
    public void release(Collection<String> requestIds) {}
  }

  @Setup
  public void prepare() {
    ids = each(number -> "order-" + number);
    commands = each(number -> command(ids.get(number), number));
    created = each(number -> SampleLife.created(SampleLife.uuid(number)));
    signed = each(number -> SampleLife.signed(SampleLife.uuid(number)));
    settled = each(number -> SampleLife.settled(SampleLife.uuid(number)));
    loop.turn(Duration.ZERO);
  }

  private <T> List<T> each(IntFunction<T> made) {
    return IntStream.range(0, signals).mapToObj(made).toList();
  }

  private static ConsumerRecord<byte[], byte[]> command(String id, int offset) {
    RecordHeaders headers = new RecordHeaders();
    headers.add("traceparent", String.valueOf(SampleLife.TRACE.traceparent()).getBytes(UTF_8));
    InboxCommand command =
        new InboxCommand(
            id,
            new Origin(TOPICS.commands(), 7, offset, SampleLife.AT, id.getBytes(UTF_8)),
            headers,
            SampleLife.JSON,
            null);
    ProducerRecord<byte[], byte[]> record = InboxCodec.encode(command, TOPICS.inbox(), 0);
    return new ConsumerRecord<>(
        record.topic(),
        0,
        offset,
        SampleLife.AT.toEpochMilli(),
        TimestampType.CREATE_TIME,
        record.key().length,
        record.value().length,
        record.key(),
        record.value(),
        record.headers(),
        Optional.empty());
  }

  @Benchmark
  public Duration turn() {
    now = now.plusMillis(10);
    switch (stage++) {
      case 0 -> {
        now = SampleLife.AT;
        log.deliver(commands);
      }
      case 1 -> mailbox.permits("default", signals);
      case 2 -> tell(created);
      case 3 -> ids.forEach(id -> mailbox.signal(id, SampleLife.opened()));
      case 4 -> tell(signed);
      case 5 -> tell(settled);
      default -> {
        now = now.plus(SampleLife.REMEMBERED);
        stage = 0;
        lives += signals;
      }
    }
    return loop.turn(Duration.ZERO);
  }

  private void tell(List<Signal> news) {
    for (int number = 0; number < signals; number++) {
      mailbox.signal(ids.get(number), news.get(number));
    }
  }

  /** What was measured is what was meant. */
  @TearDown
  public void check() {
    while (stage != 0) {
      turn();
    }
    long expected = 1 + lives * RECORDS;
    if (log.records() != expected || log.bytes() == 0) {
      throw new IllegalStateException(
          "%d lives have led to %d records, not %d".formatted(lives, log.records(), expected));
    }
  }
}
