package dev.countersign.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.countersign.testing.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Prometheus' own tool reads and tries the alerts; each has an entry in the runbook. */
class AlertsTest {
  private static final Path ALERTS = Chart.FOLDER.resolve("files").resolve("alerts.yaml");
  private static final Path SITUATIONS =
      Path.of("src", "test", "resources", "prometheus", "alerts-test.yaml");

  private final List<JsonNode> alerts = alerts();

  @Test
  void prometheusTakesThem() {
    promtool("check", "rules", ALERTS.toString());
  }

  @Test
  void eachIsOnWhenItShouldBeAndNoOtherIs() {
    promtool("test", "rules", SITUATIONS.toString());
  }

  @Test
  void eachIsTried() throws IOException {
    String tried = Files.readString(SITUATIONS);

    assertThat(alerts)
        .isNotEmpty()
        .allSatisfy(alert -> assertThat(tried).contains("alertname=\"" + name(alert) + '"'));
  }

  @Test
  void eachHasAnEntryInTheRunbookAndNoOtherHas() throws IOException {
    assertThat(
            Pattern.compile("^#### (Countersign\\w+)\n\n\\S", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("README.md")))
                .results())
        .extracting(entry -> entry.group(1))
        .containsExactlyElementsOf(alerts.stream().map(AlertsTest::name).toList());
  }

  @Test
  void theRunbookNamesNoAlertThatIsNone() throws IOException {
    assertThat(
            Pattern.compile("Countersign[A-Z]\\w+")
                .matcher(Files.readString(Path.of("README.md")))
                .results())
        .extracting(MatchResult::group)
        .isSubsetOf(alerts.stream().map(AlertsTest::name).toList());
  }

  @Test
  void eachSaysWhatIsSoAndWhereToReadOn() {
    assertThat(alerts)
        .allSatisfy(
            alert -> {
              JsonNode says = alert.path("annotations");
              assertThat(says.path("summary").asText()).isNotBlank();
              assertThat(says.path("description").asText()).isNotBlank();
              assertThat(says.path("runbook_url").asText())
                  .isEqualTo("README.md#" + name(alert).toLowerCase(Locale.ROOT));
              assertThat(alert.at("/labels/severity").asText()).isIn("critical", "warning");
            });
  }

  private static String name(JsonNode alert) {
    return alert.path("alert").asText();
  }

  private static List<JsonNode> alerts() {
    List<JsonNode> alerts = new ArrayList<>();
    try {
      new YAMLMapper().readTree(ALERTS.toFile()).at("/groups/0/rules").forEach(alerts::add);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return alerts;
  }

  private static void promtool(String... arguments) {
    Promtool.Verdict verdict = Promtool.says("", arguments);
    assertThat(verdict.exitStatus()).as(verdict.text()).isZero();
    assertThat(verdict.text()).contains("SUCCESS");
  }
}
