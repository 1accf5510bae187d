package dev.countersign;

import dev.countersign.config.ConfigException;
import dev.countersign.tracing.Tracing;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * OpenTelemetry, if one of its own variables says where spans are to go; everything else about it
 * is set by such variables too ({@code OTEL_TRACES_SAMPLER}, {@code OTEL_SERVICE_NAME}, …).
 */
final class Telemetry implements AutoCloseable {
  private static final List<String> SWITCHES =
      List.of(
          "OTEL_EXPORTER_OTLP_ENDPOINT",
          "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
          "OTEL_TRACES_EXPORTER");

  private final @Nullable OpenTelemetrySdk sdk;

  private Telemetry(@Nullable OpenTelemetrySdk sdk) {
    this.sdk = sdk;
  }

  /**
   * @param environment where the switches are looked for; the library reads the process's own
   */
  static Telemetry of(Map<String, String> environment, String workerId) {
    if (SWITCHES.stream().noneMatch(environment::containsKey)) {
      return new Telemetry(null);
    }
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
    Map<String, String> defaults =
        Map.of(
            "otel.service.name", "countersign",
            "otel.resource.attributes", "countersign.worker.id=" + workerId,
            // The sender that is on board knows no gRPC.
            "otel.exporter.otlp.protocol", "http/protobuf",
            // Micrometer has the metrics, and the logs go to stderr.
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none");
    try {
      return new Telemetry(
          AutoConfiguredOpenTelemetrySdk.builder()
              .disableShutdownHook()
              .addPropertiesSupplier(() -> defaults)
              .build()
              .getOpenTelemetrySdk());
    } catch (ConfigurationException e) {
      throw new ConfigException(List.of("OpenTelemetry: " + e.getMessage()));
    }
  }

  Tracing tracing() {
    return sdk == null ? Tracing.off() : Tracing.with(sdk, InstantSource.system());
  }

  /** Sends what is left, for as long as a moment. */
  @Override
  public void close() {
    if (sdk != null) {
      sdk.shutdown().join(1, TimeUnit.SECONDS);
    }
  }
}
