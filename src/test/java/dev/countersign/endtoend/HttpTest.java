package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.sandbox.Fault;
import dev.countersign.testing.Fleet;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("CONTRACT §7: HTTP")
class HttpTest {
  @RegisterExtension static final Fleet fleet = Fleet.setup().start();

  @Test
  void aWorkerThatTurnsIsAlive() {
    HttpResponse<String> live = fleet.web().get("/health/live");

    assertThat(live.statusCode()).isEqualTo(200);
    assertThat(live.body()).isEqualTo("{\"status\":\"UP\",\"reasons\":[]}");
  }

  @Test
  void aWorkerIsReadyOnceItsPartitionsAreRestored() {
    Fleet.await("ready").until(() -> fleet.web().get("/health/ready").statusCode() == 200);

    HttpResponse<String> ready = fleet.web().get("/health/ready");
    assertThat(ready.body()).isEqualTo("{\"status\":\"UP\",\"reasons\":[]}");
    assertThat(ready.headers().firstValue("content-type")).hasValue("application/json");
  }

  @Test
  void aPlatformOutageIsAReasonAndNotUnreadiness() {
    Fleet.await("ready").until(() -> fleet.web().get("/health/ready").statusCode() == 200);
    fleet.sandbox().faults().add(Fault.answer("/api/v1/platform/", 503));
    for (int request = 0; request < 6; request++) {
      fleet.ask("");
    }

    HttpResponse<String> ready =
        Fleet.until(
            "a reason",
            () -> {
              HttpResponse<String> answer = fleet.web().get("/health/ready");
              return answer.body().contains("default is not called until") ? answer : null;
            });

    assertThat(ready.statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "countersign_commands_total",
        "countersign_commit_seconds_bucket",
        "countersign_turn_inputs_count",
        "countersign_events_total{application=\"default\",channel=\"qr\",delivery=\"AUTO\",type=\"CREATED\"}",
        "countersign_partitions 3.0",
        "countersign_requests ",
        "countersign_requests_waiting",
        "countersign_mailbox",
        "countersign_restoring 0.0",
        "countersign_platform_sockets",
        "countersign_platform_calls_seconds_count{application=\"default\",kind=\"create\"",
        "countersign_inputs_isolated_total 0.0",
        "jvm_memory_used_bytes"
      })
  void metricsAreThereUnderTheirNames(String name) {
    fleet.ask("").payload();

    Fleet.await(name).until(() -> fleet.web().get("/metrics").body().contains(name));
  }

  @Test
  void deadLettersAreCountedByTheirCode() {
    fleet.ask("'priority':'URGENT'").awaits("FAILED");

    Fleet.await("counted")
        .until(
            () ->
                fleet
                    .web()
                    .get("/metrics")
                    .body()
                    .contains("countersign_dead_letters_total{code=\"INVALID_COMMAND\"} 1.0"));
  }

  @Test
  void metricsAreTextForPrometheus() {
    assertThat(fleet.web().get("/metrics").headers().firstValue("content-type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
  }

  @Test
  void aPostThatNobodySignedIsCounted() {
    HttpResponse<String> answer = fleet.web().send("POST", "/webhooks/default");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(
            fleet
                .web()
                .metric(
                    "countersign_webhooks_total{application=\"default\",outcome=\"bad_header\"}"))
        .isEqualTo(1);
  }

  @Test
  void anUnknownPathIsNotFound() {
    HttpResponse<String> answer = fleet.web().get("/health");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("/health/ready");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer null", "Bearer ***", "Bearer x", "Bearer"})
  void withoutAnOperatorTokenNobodyIsTheOperator(String authorization) {
    HttpResponse<String> answer =
        fleet.web().get("/api/requests/r-1", "authorization", authorization);

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void onlyGetIsAllowed() {
    HttpResponse<String> answer = fleet.web().send("POST", "/health/ready");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("allow")).hasValue("GET, HEAD");
  }
}
