package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.metrics.Metric;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.LogLines;
import dev.countersign.testing.Prometheus;
import dev.countersign.testing.Promtool;
import dev.countersign.testing.Scrape;
import dev.countersign.worker.KafkaMeters;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What operators see of a worker at work: metrics, dashboard, logs")
class OperatorsTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  /** Families that are not ours. */
  private static final List<String> OTHERS =
      List.of("jvm_", "process_", "system_", "kafka_", "vertx_http_");

  /** They say something only where it happens, which it does not here. */
  private static final Set<Metric> SILENT =
      Set.of(Metric.VERIFICATIONS, Metric.FRAMES_DROPPED, Metric.REGISTRY_UNAVAILABLE);

  @RegisterExtension
  static final Fleet fleet = Fleet.setup().applications("shop").ledgers("mainnet").start();

  private static final List<String> SECRETS = new ArrayList<>();
  private static LogLines log;
  private static Asked traced;

  /** Of each thing that can be told, at least one is. */
  @BeforeAll
  static void work() {
    log = LogLines.of("dev.countersign");
    Fleet.await("the height of the ledger")
        .until(() -> fleet.web().metric("countersign_ledger_validated{network=\"mainnet\"}") > 0);
    String user = fleet.newId();
    Asked first = fleet.ask("'user':'" + user + "'");
    fleet.person("ada").sign(first.watched());
    first.awaits("CREATED", "OPENED", "SIGNED");
    Fleet.await("a token").until(() -> !fleet.tokens("default", user).isEmpty());
    traced = fleet.asked(fleet.newId());
    traced.sendTraced("'user':'" + user + "'", "00-" + TRACE + "-b7ad6b7169203331-01");
    fleet.person("ada").reject(traced.watched());
    traced.awaits("CREATED", "OPENED", "REJECTED");
    Asked paid =
        fleet.ask(
            "'delivery':'QR_ONLY','txjson':{'TransactionType':'Payment','Amount':'1000',"
                + "'Destination':'rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY'}");
    fleet.person("ada").sign(paid.watched());
    paid.awaits("CREATED", "OPENED", "SIGNED", "SETTLED");
    fleet.ask("'priority':'URGENT'").awaits("FAILED");
    fleet.ask("'delivery':'PUSH_ONLY','user':'nobody'").awaits("FAILED");
    fleet.web().post("/webhooks/default", "{}");
    fleet.web().post("/webhooks/somebody", "{}");
    fleet.web().send("BREW", "/" + user);
    SECRETS.addAll(List.of(user, first.id(), traced.id(), paid.id(), paid.payload(), "BREW"));
    SECRETS.addAll(List.of(fleet.application("default").key(), "somebody", "ada"));
  }

  @AfterAll
  static void hearNoMore() {
    log.close();
  }

  private static Scrape scrape() {
    return Scrape.of(fleet.web().get("/metrics").body());
  }

  @Test
  void everyFamilyIsInTheReferenceAsItIs() {
    Scrape scrape = scrape();

    for (Metric metric : Metric.values()) {
      if (!SILENT.contains(metric)) {
        assertThat(scrape.type(metric.family()))
            .as(metric.family())
            .isEqualTo(metric.kind().exposed());
        assertThat(scrape.labels(metric.family()))
            .as("labels of " + metric.family())
            .isEqualTo(Set.copyOf(metric.labels()));
      }
    }
  }

  @Test
  void nothingElseIsMeasured() {
    Set<String> ours = new HashSet<>();
    for (Metric metric : Metric.values()) {
      ours.add(metric.family());
      ours.add(metric.family() + "_max");
    }

    assertThat(scrape().families())
        .allSatisfy(
            family ->
                assertThat(ours.contains(family) || OTHERS.stream().anyMatch(family::startsWith))
                    .as(family)
                    .isTrue());
    assertThat(scrape().families()).anyMatch(family -> family.startsWith("vertx_http_client_"));
  }

  /** Some are there only once a client has partitions, and a while after. */
  @Test
  void ofTheKafkaClientsThereIsWhatIsKept() {
    String[] kept =
        KafkaMeters.KEPT.stream().map(meter -> meter.replace('.', '_')).toArray(String[]::new);

    Fleet.await("the clients' metrics")
        .untilAsserted(
            () ->
                assertThat(scrape().families().stream().filter(name -> name.startsWith("kafka_")))
                    .containsExactlyInAnyOrder(kept));
  }

  /** https://prometheus.io/docs/practices/naming/ */
  @Test
  void namesKeepToPrometheusRules() {
    Scrape scrape = scrape();

    for (String family : scrape.families()) {
      assertThat(family).matches("[a-z][a-z0-9_]*[a-z0-9]").doesNotContain("__");
      if (family.startsWith("countersign_")) {
        assertThat(family.endsWith("_total"))
            .as(family)
            .isEqualTo(scrape.type(family).equals("counter"));
        assertThat(family)
            .doesNotContainPattern("_(milliseconds|millis|ms|minutes|kb|mb|count)\\b");
      }
    }
  }

  /** It complains of some that are not ours: Micrometer's and the Kafka clients' own. */
  @Test
  void prometheusOwnCheckerHasNothingToSayOfOurs() {
    Promtool.Verdict verdict =
        Promtool.says(fleet.web().get("/metrics").body(), "check", "metrics");

    assertThat(verdict.text().lines()).allMatch(line -> line.matches("(process|system|kafka)_.*"));
  }

  @Test
  void noLabelHasWhatAnybodyCanMakeUp() {
    assertThat(scrape().labelValues())
        .isNotEmpty()
        .allSatisfy(
            value ->
                assertThat(value)
                    .doesNotContain(SECRETS.toArray(CharSequence[]::new))
                    .doesNotContainPattern("[0-9a-f]{8}-[0-9a-f]{4}-|127\\.0\\.0\\.1|://"));
  }

  @Test
  void aWorkerHasAFewHundredSeries() {
    assertThat(scrape().series()).isBetween(200, 1_500);
  }

  @Test
  void theFunnelTellsDeliveryAndChannel() {
    String events =
        "countersign_events_total{application=\"default\",channel=\"%s\",delivery=\"%s\",type=\"%s\"}";

    assertThat(fleet.web().metric(events.formatted("qr", "AUTO", "SIGNED"))).isEqualTo(1);
    assertThat(fleet.web().metric(events.formatted("push", "AUTO", "CREATED"))).isEqualTo(1);
    assertThat(fleet.web().metric(events.formatted("push", "AUTO", "REJECTED"))).isEqualTo(1);
    assertThat(fleet.web().metric(events.formatted("qr", "QR_ONLY", "SETTLED"))).isEqualTo(1);
    assertThat(fleet.web().metric(events.formatted("none", "PUSH_ONLY", "FAILED"))).isEqualTo(1);
    assertThat(fleet.web().metric(events.formatted("none", "unknown", "FAILED"))).isEqualTo(1);
  }

  @Nested
  class WithPrometheusItself {
    private static Prometheus prometheus;

    @BeforeAll
    static void scrapes(@TempDir Path folder) {
      prometheus =
          Prometheus.scraping(
              fleet.worker().port(), Path.of("helm/files/alerts.yaml").toAbsolutePath(), folder);
      Fleet.await("two scrapes")
          .until(() -> prometheus.series("rate(countersign_commands_total[10s])") == 1);
    }

    @AfterAll
    static void ends() {
      if (prometheus != null) {
        prometheus.close();
      }
    }

    @Test
    void theDashboardsQueriesAllFindSomething() throws IOException {
      Set<String> unanswered = queries();
      assertThat(unanswered).hasSizeGreaterThan(40);

      Fleet.await("answers")
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> {
                unanswered.removeIf(query -> prometheus.series(query) > 0);
                assertThat(unanswered).isEmpty();
              });
    }

    /** As Grafana would send them, but for ranges that have come to pass here. */
    private static Set<String> queries() throws IOException {
      JsonNode dashboard =
          new ObjectMapper().readTree(Path.of("helm/files/dashboard.json").toFile());
      return dashboard.path("panels").findValues("expr").stream()
          .map(
              query ->
                  query
                      .asText()
                      .replace("$__rate_interval", "10s")
                      .replace("$__range", "1m")
                      .replace("$job", ".*")
                      .replace("$application", ".*"))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theAlertsAreEvaluatedAndAllIsCalm() {
      Fleet.await("a look at each alert")
          .untilAsserted(
              () ->
                  assertThat(prometheus.rules())
                      .hasSizeGreaterThan(20)
                      .allSatisfy(
                          rule -> {
                            assertThat(rule.path("health").asText()).as("%s", rule).isEqualTo("ok");
                            assertThat(rule.path("state").asText())
                                .as("%s", rule)
                                .isEqualTo("inactive");
                          }));
    }
  }

  @Test
  void everyLineAboutARequestCanBeFoundByItAndByItsTrace() {
    List<JsonNode> about = log.containing(traced.id());

    assertThat(about)
        .hasSizeGreaterThan(5)
        .allSatisfy(
            line -> {
              assertThat(line.path("request_id").asText()).isEqualTo(traced.id());
              assertThat(line.path("trace_id").asText()).isEqualTo(TRACE);
            });
    assertThat(
            about.stream().map(line -> line.path("message").asText()).collect(Collectors.toSet()))
        .contains("CREATED", "OPENED", "REJECTED", "action begins", "news");
    assertThat(log.containing(traced.payload()))
        .allSatisfy(line -> assertThat(line.path("request_id").asText()).isEqualTo(traced.id()));
  }
}
