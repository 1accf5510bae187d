package dev.countersign.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a worker is run: with few rights, restarted when it has to be, and given time to end. */
class PodTest {
  /** CONTRACT §7: exit 0 within it. */
  private static final Duration END = Duration.ofSeconds(10);

  @ParameterizedTest
  @EnumSource
  void itHasNoRightsThatItDoesNotNeed(ValueSet values) {
    for (String kind : new String[] {"StatefulSet", "Pod"}) {
      Manifest manifest = Chart.one(Chart.rendered(values), kind);
      JsonNode spec = manifest.pod().path("spec");
      JsonNode container = manifest.container().path("securityContext");

      assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(spec.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
      assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
      assertThat(container.at("/capabilities/drop"))
          .extracting(JsonNode::asText)
          .containsExactly("ALL");
      assertThat(spec.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    }
  }

  @Test
  void itCanWriteToItsTemporaryFolderOnly() {
    Manifest workers = Chart.one(Chart.rendered(ValueSet.MINIMAL), "StatefulSet");

    assertThat(Manifest.elements(workers.container().path("volumeMounts")))
        .filteredOn(mount -> !mount.path("readOnly").asBoolean())
        .extracting(mount -> mount.path("mountPath").asText())
        .containsExactly("/tmp");
  }

  /** Kubernetes would add COUNTERSIGN_PORT and the like, of which the worker warns. */
  @Test
  void noVariablesOfServicesAreInItsWay() {
    JsonNode pod = Chart.one(Chart.rendered(ValueSet.MINIMAL), "StatefulSet").pod();

    assertThat(pod.at("/spec/enableServiceLinks").asBoolean(true)).isFalse();
  }

  @Test
  void itHasTimeToHandOver() {
    JsonNode pod = Chart.one(Chart.rendered(ValueSet.MINIMAL), "StatefulSet").pod();

    assertThat(pod.at("/spec/terminationGracePeriodSeconds").asLong())
        .isGreaterThan(END.toSeconds());
  }

  @Test
  void allStartAtOnce() {
    Manifest workers = Chart.one(Chart.rendered(ValueSet.MINIMAL), "StatefulSet");

    assertThat(workers.text("/spec/podManagementPolicy")).isEqualTo("Parallel");
  }

  @Test
  void theHeapLeavesMemoryForTheRest() {
    PodFiles pod = new PodFiles(Chart.rendered(ValueSet.MINIMAL), Path.of("/"));

    assertThat(pod.environment().get("JAVA_TOOL_OPTIONS")).contains("-XX:MaxRAMPercentage=60");
  }

  @Test
  void theLogLevelIsTheOneThatTheWorkerReads() throws IOException {
    PodFiles pod = new PodFiles(Chart.rendered("logLevel: DEBUG"), Path.of("/"));

    assertThat(pod.environment()).containsEntry("LOG_LEVEL", "DEBUG");
    assertThat(Files.readString(Path.of("src", "main", "resources", "logback.xml")))
        .contains("${LOG_LEVEL:-");
  }

  @Test
  void aChangedSettingRollsTheWorkers() {
    assertThat(checksum("config: {countersign.max-sockets: 100}")).isNotEqualTo(checksum("{}"));
  }

  /** It is read at run time (README, limits); rolling would be the opposite of a pause. */
  @Test
  void pausingAnApplicationDoesNot() {
    String setting = "countersign.applications.default.paused";

    assertThat(checksum("config: {" + setting + ": true}")).isEqualTo(checksum("{}"));
    assertThat(
            new PodFiles(Chart.rendered("config: {" + setting + ": true}"), Path.of("/"))
                .properties())
        .containsEntry(setting, "true");
  }

  @Test
  void theImageIsTakenByDigestByTagOrByTheChartsVersion() {
    String digest = "sha256:" + "ab".repeat(32);

    assertThat(image("{}")).isEqualTo("countersign:0.1.0");
    assertThat(image("image: {repository: r.example/c, tag: '2'}")).isEqualTo("r.example/c:2");
    assertThat(image("image: {tag: '2', digest: '" + digest + "'}"))
        .isEqualTo("countersign@" + digest);
  }

  /** 63 is the longest that a label can be, and pods are labelled with their own names. */
  @Test
  void longNamesAreCutSoThatPodsCanHaveThem() {
    Manifest workers =
        Chart.one(Chart.rendered("fullnameOverride: " + "n".repeat(63)), "StatefulSet");

    assertThat(workers.name()).hasSize(52);
    assertThat(workers.text("/spec/serviceName")).hasSizeLessThan(64);
  }

  private static String checksum(String values) {
    return Chart.one(Chart.rendered(values), "StatefulSet")
        .pod()
        .path("metadata")
        .path("annotations")
        .path("checksum/config")
        .asText();
  }

  private static String image(String values) {
    return Chart.one(Chart.rendered(values), "StatefulSet").container().path("image").asText();
  }
}
