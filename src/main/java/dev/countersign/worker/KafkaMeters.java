package dev.countersign.worker;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** What the Kafka clients of one job measure themselves, for as long as they are open. */
public final class KafkaMeters implements AutoCloseable {
  private static final String PREFIX = "kafka.";
  private static final String CLIENT = "client";
  private static final Set<String> LABELS = Set.of(CLIENT, "topic", "partition");

  /** Of some hundreds, by node and topic; what tells whether a client works, and how well. */
  public static final Set<String> KEPT =
      Set.of(
          "kafka.consumer.fetch.manager.records.lag",
          "kafka.consumer.fetch.manager.records.consumed.total",
          "kafka.consumer.fetch.manager.fetch.latency.avg",
          "kafka.consumer.coordinator.rebalance.total",
          "kafka.consumer.coordinator.failed.rebalance.total",
          "kafka.consumer.coordinator.last.heartbeat.seconds.ago",
          "kafka.consumer.coordinator.assigned.partitions",
          "kafka.consumer.connection.count",
          "kafka.consumer.failed.authentication.total",
          "kafka.producer.record.send.total",
          "kafka.producer.record.error.total",
          "kafka.producer.record.retry.total",
          "kafka.producer.request.latency.avg",
          "kafka.producer.txn.commit.time.ns.total",
          "kafka.producer.connection.count",
          "kafka.producer.failed.authentication.total");

  /** Some are there only once there are partitions. */
  private static final Duration REFRESH = Duration.ofSeconds(5);

  private final MeterRegistry registry;
  private final ScheduledExecutorService refreshing =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("countersign-kafka-meters").daemon().factory());
  private final List<KafkaClientMetrics> bound = new ArrayList<>();

  KafkaMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * To be set before any client is bound. A client's id holds the name and the address of its
   * worker; what it is for tells enough. Labels that are not wanted stay without a value, which is
   * none to Prometheus: the library goes by their number.
   */
  public static MeterFilter filter() {
    return new MeterFilter() {
      @Override
      public MeterFilterReply accept(Meter.Id id) {
        boolean kept = !id.getName().startsWith(PREFIX) || KEPT.contains(id.getName());
        return kept ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
      }

      @Override
      public Meter.Id map(Meter.Id id) {
        return id.getName().startsWith(PREFIX)
            ? id.replaceTags(id.getTags().stream().map(KafkaMeters::bounded).toList())
            : id;
      }
    };
  }

  private static Tag bounded(Tag tag) {
    return LABELS.contains(tag.getKey()) ? tag : Tag.of(tag.getKey(), "");
  }

  /**
   * @param name what it is for
   */
  KafkaMeters bind(Consumer<?, ?> consumer, String name) {
    return bind(new KafkaClientMetrics(consumer, tags(name), refreshing, REFRESH));
  }

  KafkaMeters bind(Producer<?, ?> producer, String name) {
    return bind(new KafkaClientMetrics(producer, tags(name), refreshing, REFRESH));
  }

  private static List<Tag> tags(String client) {
    return List.of(Tag.of(CLIENT, client));
  }

  private KafkaMeters bind(KafkaClientMetrics metrics) {
    metrics.bindTo(registry);
    bound.add(metrics);
    return this;
  }

  @Override
  public void close() {
    refreshing.shutdownNow();
    bound.forEach(KafkaClientMetrics::close);
  }
}
