package dev.countersign.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.WorkerProcess;
import dev.countersign.config.ConfigLoader;
import dev.countersign.config.ConfigLoader.Applications;
import dev.countersign.testing.Web;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker that is started with what is in the chart answers where the chart asks. */
class WorkerTest {
  private static final List<Manifest> MANIFESTS = Chart.rendered(ValueSet.EVERYTHING);
  private static WorkerProcess worker;

  @BeforeAll
  static void listens(@TempDir Path root) {
    PodFiles pod = new PodFiles(MANIFESTS, root);
    Map<String, String> environment = pod.environment();
    // Nobody listens there; ports are any that are free.
    environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9");
    environment.put("COUNTERSIGN_HTTP_PORT", "0");
    environment.put("COUNTERSIGN_HTTP_PUBLIC_PORT", "0");
    worker =
        new WorkerProcess(
            ConfigLoader.load(
                    environment,
                    new Properties(),
                    pod.configuration(),
                    Applications.REQUIRED,
                    () -> "unnamed")
                .config());
  }

  @AfterAll
  static void ends() {
    worker.close();
  }

  @Test
  void theProbesAreAnswered() {
    JsonNode container = Chart.one(MANIFESTS, "StatefulSet").container();
    Web web = new Web("http://127.0.0.1:" + worker.port());

    assertThat(web.get(path(container, "startupProbe")).statusCode()).isEqualTo(200);
    assertThat(web.get(path(container, "livenessProbe")).statusCode()).isEqualTo(200);
    // It has not begun, so it is not ready; and it says so itself.
    assertThat(web.get(path(container, "readinessProbe")))
        .satisfies(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(503);
              assertThat(answer.body()).contains("worker: starting");
            });
  }

  @Test
  void metricsAreWherePrometheusLooks() {
    String path = Chart.one(MANIFESTS, "ServiceMonitor").text("/spec/endpoints/0/path");

    assertThat(new Web("http://127.0.0.1:" + worker.port()).get(path).body())
        .contains("jvm_memory_used_bytes");
  }

  @Test
  void webhooksAreWhereTheNotesSayAndMetricsAreNot() {
    Web web = new Web("http://127.0.0.1:" + worker.publicPort().orElseThrow());
    String notes = Chart.notes(ValueSet.EVERYTHING, "{}");

    assertThat(notes).contains("https://sign.example.com/webhooks/default");
    // Unsigned; another alias is not found.
    assertThat(web.post("/webhooks/default", "{}").statusCode()).isEqualTo(401);
    assertThat(web.get("/metrics").statusCode()).isEqualTo(404);
  }

  private static String path(JsonNode container, String probe) {
    return container.path(probe).at("/httpGet/path").asText();
  }
}
