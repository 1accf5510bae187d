package dev.countersign;

import dev.countersign.metrics.Metric;
import dev.countersign.worker.KafkaMeters;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The registry of a worker, with what is measured about the process that it runs in. */
final class ProcessMeters implements AutoCloseable {
  /** Methods too are whatever a client sends; paths and addresses are everybody's. */
  private static final Set<Label> BOUNDED = EnumSet.of(Label.HTTP_CODE);

  /** Pools of connections are told apart by address only. */
  private static final Set<MetricsDomain> WANTED =
      EnumSet.of(MetricsDomain.HTTP_SERVER, MetricsDomain.HTTP_CLIENT);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics pauses = new JvmGcMetrics();

  ProcessMeters() {
    registry.config().meterFilter(KafkaMeters.filter());
    new JvmMemoryMetrics().bindTo(registry);
    pauses.bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    String version = Version.number();
    Metric.BUILD.gauge(registry, () -> 1, version == null ? "unknown" : version);
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  Vertx measured(VertxOptions options) {
    Set<String> unwanted =
        EnumSet.complementOf(EnumSet.copyOf(WANTED)).stream()
            .map(MetricsDomain::toCategory)
            .collect(Collectors.toSet());
    return Vertx.builder()
        .with(
            options.setMetricsOptions(
                new MicrometerMetricsOptions()
                    .setEnabled(true)
                    // The library keeps one registry for each name and process.
                    .setRegistryName(UUID.randomUUID().toString())
                    .setDisabledMetricsCategories(unwanted)
                    .setLabels(BOUNDED)))
        .withMetrics(new MicrometerMetricsFactory(registry))
        .build();
  }

  @Override
  public void close() {
    pauses.close();
    registry.close();
  }
}
