package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.countersign.sandbox.SandboxApplication;
import dev.countersign.testing.Fleet;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Spans as they arrive at whatever takes OTLP over HTTP. */
@DisplayName("a command's way through the worker as OpenTelemetry spans")
@Execution(ExecutionMode.CONCURRENT)
class TracingIT {
  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void theStandardVariablesSendSpansOfIntakeCallsAndEventsInTheCommandsTrace() throws Exception {
    List<Span> spans = new CopyOnWriteArrayList<>();
    HttpServer collector =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("content-encoding"));
          var body = exchange.getRequestBody();
          ExportTraceServiceRequest.parseFrom(zipped ? new GZIPInputStream(body) : body)
              .getResourceSpansList()
              .forEach(
                  all -> all.getScopeSpansList().forEach(of -> spans.addAll(of.getSpansList())));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    Map<String, String> otel =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://127.0.0.1:" + collector.getAddress().getPort(),
            "OTEL_BSP_SCHEDULE_DELAY",
            "200");
    try (Deployment deployment = Deployment.create("tracing");
        Service service = new Service(deployment.config());
        JarProcess worker = deployment.startWorker("w", otel, _ -> {})) {
      service.send(
          "{\"id\":\"a\",\"user\":\"ada\",\"txjson\":{\"TransactionType\":\"SignIn\"}}",
          Map.of("traceparent", "00-" + TRACE_ID + "-00f067aa0ba902b7-01"));
      String uuid = service.await("a", "CREATED").path("payload_uuid").asText();
      deployment.sandbox().person("ada").open(uuid);
      deployment.sandbox().person("ada").sign(uuid);
      service.await("a", "SIGNED");

      Fleet.await("the spans")
          .untilAsserted(
              () ->
                  assertThat(spans)
                      .filteredOn(
                          span ->
                              HexFormat.of()
                                  .formatHex(span.getTraceId().toByteArray())
                                  .equals(TRACE_ID))
                      .extracting(Span::getName)
                      .contains(
                          "process " + deployment.config().topics().commands(),
                          "xaman create",
                          "xaman read",
                          "send " + deployment.config().topics().events()));
      assertThat(spans.toString()).doesNotContain(SandboxApplication.DEFAULT.secret());
    } finally {
      collector.stop(0);
    }
  }
}
