package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.WorkerProcess;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.SignIn;
import dev.countersign.testing.Web;
import dev.countersign.wire.Partitioner;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("CONTRACT §7: a worker that cannot reach a request's owner says so")
class UnreachableOwnerTest {
  /** Nothing listens there. */
  private static final String NOWHERE = "http://127.0.0.1:1";

  @RegisterExtension
  static final Fleet fleet =
      RequestsApi.setup()
          .workers(2)
          .set("countersign.http.advertised-url", NOWHERE)
          .set("countersign.http.public-port", "0")
          .start();

  @BeforeAll
  static void spread() {
    RequestsApi.spread(fleet);
  }

  @Test
  void whetherTheRequestIsThereIsNotKnownThen() {
    String id = fleet.ask("").id();
    fleet.asked(id).watched();

    for (String asked : List.of(id, fleet.newId())) {
      HttpResponse<String> elsewhere = notNow(asked, RequestsApi.OPERATOR);
      assertThat(elsewhere.headers().firstValue("retry-after")).hasValue("1");
      assertThat(elsewhere.body())
          .contains("the worker that owns the request does not answer")
          .doesNotContain("127.0.0.1");
    }
  }

  @Test
  void thatDoesNotTellAPersonWhatIsThere() {
    String id = fleet.ask("").id();
    fleet.asked(id).watched();
    String jwt = new SignIn(fleet.sandbox(), fleet.application("default")).xapp("ada");
    String samePartition =
        Stream.generate(fleet::newId)
            .filter(other -> partition(other) == partition(id))
            .findFirst()
            .orElseThrow();

    assertThat(RequestsApi.bytes(notNow(id, jwt)))
        .isEqualTo(RequestsApi.bytes(notNow(samePartition, jwt)));
  }

  @Test
  void thePublicPortAnswersTheSame() {
    WorkerProcess worker = fleet.worker();
    var outside = new Web("http://127.0.0.1:" + worker.publicPort().orElseThrow());

    assertThat(outside.get("/api/requests/" + fleet.newId()).statusCode()).isEqualTo(401);
    assertThat(outside.get("/health/live").statusCode()).isEqualTo(404);
    assertThat(outside.get("/metrics").statusCode()).isEqualTo(404);
  }

  /** What the worker says that does not own it; the other one knows. */
  private static HttpResponse<String> notNow(String id, String token) {
    List<HttpResponse<String>> answers =
        fleet.workers().stream().map(worker -> RequestsApi.ask(fleet, worker, id, token)).toList();
    assertThat(answers).extracting(HttpResponse::statusCode).containsOnlyOnce(503);
    return answers.stream().filter(answer -> answer.statusCode() == 503).findFirst().orElseThrow();
  }

  private static int partition(String id) {
    return Partitioner.partition(id, fleet.config().partitions());
  }

  @Test
  void theFleetIsToldWithWhoDoesNotAnswerAndWhy() {
    JsonNode told =
        RequestsApi.json(
            fleet.web().get("/api/fleet", "authorization", "Bearer " + RequestsApi.OPERATOR));

    assertThat(told.path("workers")).hasSize(2);
    assertThat(told.path("workers"))
        .filteredOn(worker -> !worker.path("this").asBoolean())
        .singleElement()
        .satisfies(
            silent -> {
              assertThat(silent.path("silence").asText()).contains("Connection refused");
              assertThat(silent.path("partitions")).isNotEmpty();
              assertThat(silent.has("ready")).isFalse();
            });
  }

  @Test
  void theConsoleIsNotForThePublic() {
    Web open = new Web("http://127.0.0.1:" + fleet.worker().publicPort().orElseThrow());

    for (String path : List.of("/", "/console/console.js", "/api/fleet", "/api/events")) {
      assertThat(open.get(path, "authorization", "Bearer " + RequestsApi.OPERATOR).statusCode())
          .as(path)
          .isEqualTo(404);
    }
    assertThat(
            open.send(
                    "DELETE",
                    "/api/requests/r-1",
                    "authorization",
                    "Bearer " + RequestsApi.OPERATOR)
                .statusCode())
        .isEqualTo(405);
  }
}
