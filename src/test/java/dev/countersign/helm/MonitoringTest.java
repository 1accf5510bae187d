package dev.countersign.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.metrics.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts and dashboard come out of their files as they are, and speak of metrics that exist. */
class MonitoringTest {
  private static final Path FILES = Chart.FOLDER.resolve("files");
  private static final List<Manifest> MANIFESTS = Chart.rendered(ValueSet.EVERYTHING);
  private static final Pattern SERIES = Pattern.compile("\\bcountersign_[a-z_]+");

  @Test
  void thePrometheusOperatorGetsTheAlertsAsTheyAre() throws IOException {
    JsonNode file = new YAMLMapper().readTree(FILES.resolve("alerts.yaml").toFile());

    assertThat(Chart.one(MANIFESTS, "PrometheusRule").at("/spec")).isEqualTo(file);
  }

  @Test
  void grafanaGetsTheDashboardAsItIs() throws IOException {
    ObjectMapper json = new ObjectMapper();
    String mounted =
        Chart.named(MANIFESTS, "ConfigMap", "pay-signer-dashboard").text("/data/countersign.json");

    assertThat(json.readTree(mounted))
        .isEqualTo(json.readTree(FILES.resolve("dashboard.json").toFile()));
  }

  @Test
  void alertsPointToTheRunbookWhereverThatIs() {
    String values = "prometheusRule: {enabled: true, runbook: 'https://wiki.example/signing'}";

    assertThat(Chart.one(Chart.rendered(values), "PrometheusRule").tree().findValues("runbook_url"))
        .isNotEmpty()
        .allSatisfy(
            url -> assertThat(url.asText()).startsWith("https://wiki.example/signing#countersign"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"alerts.yaml", "dashboard.json"})
  void alertsAndDashboardNameMetricsOfTheWorker(String file) throws IOException {
    assertThat(SERIES.matcher(Files.readString(FILES.resolve(file))).results())
        .extracting(MatchResult::group)
        .isNotEmpty()
        .allMatch(MonitoringTest::isMeasured);
  }

  @Test
  void panelsHaveIdsAndPlacesOfTheirOwn() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(FILES.resolve("dashboard.json").toFile());
    Set<Integer> ids = new HashSet<>();
    Set<List<Integer>> places = new HashSet<>();

    for (JsonNode panel : dashboard.path("panels")) {
      assertThat(ids.add(panel.path("id").asInt())).as("%s", panel).isTrue();
      JsonNode at = panel.path("gridPos");
      int right = at.path("x").asInt() + at.path("w").asInt();
      assertThat(right).isLessThanOrEqualTo(24);
      for (int x = at.path("x").asInt(); x < right; x++) {
        for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++) {
          assertThat(places.add(List.of(x, y))).as("%s", panel).isTrue();
        }
      }
    }
  }

  @Test
  void aMetricThatIsNoneWouldBeFound() {
    assertThat(isMeasured("countersign_dead_letters_total")).isTrue();
    assertThat(isMeasured("countersign_dead_lettres_total")).isFalse();
    assertThat(isMeasured("countersign_dead_letters")).isFalse();
  }

  private static boolean isMeasured(String series) {
    return Arrays.stream(Metric.values())
        .anyMatch(
            metric ->
                Stream.of("", "_count", "_sum", "_max", "_bucket")
                    .anyMatch(part -> series.equals(metric.family() + part)));
  }
}
