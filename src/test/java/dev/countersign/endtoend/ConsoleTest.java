package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.WorkerProcess;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.SignIn;
import dev.countersign.testing.Web;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("CONTRACT §7: what the console asks the worker for")
@Timeout(180)
class ConsoleTest {
  private static final String PAGE = "https://pages.example";
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @RegisterExtension
  static final Fleet fleet =
      RequestsApi.setup()
          .applications("shop")
          .set("countersign.http.cors-origins", PAGE)
          .workers(2)
          .start();

  @BeforeAll
  static void spread() {
    RequestsApi.spread(fleet);
  }

  private static HttpResponse<String> send(WorkerProcess worker, String method, String path) {
    return fleet.web(worker).send(method, path, "authorization", "Bearer " + RequestsApi.OPERATOR);
  }

  private static JsonNode fleetAt(WorkerProcess worker) {
    return RequestsApi.json(send(worker, "GET", "/api/fleet"));
  }

  @Test
  void anyWorkerTellsOfAll() {
    for (WorkerProcess worker : fleet.workers()) {
      JsonNode told = settled(worker);

      assertThat(told.path("fleet").asText()).isEqualTo(fleet.config().groupId());
      assertThat(told.path("workers"))
          .extracting(one -> one.path("name").asText())
          .containsExactly(
              fleet.config().groupId() + "-worker-0", fleet.config().groupId() + "-worker-1");
      assertThat(told.path("workers")).allMatch(one -> one.path("ready").asBoolean());
      assertThat(told.path("workers"))
          .flatExtracting(one -> list(one.path("partitions")))
          .containsExactlyInAnyOrder("0", "1", "2");
      assertThat(told.path("unowned")).isEmpty();
      assertThat(told.path("applications"))
          .extracting(one -> one.path("name").asText())
          .containsExactly("default", "shop");
    }
  }

  /** Once nothing moves: the coordinator may still be about to tell who has what. */
  private static JsonNode settled(WorkerProcess worker) {
    return Fleet.until(
        "all partitions owned",
        () -> {
          JsonNode told = fleetAt(worker);
          return told.path("unowned").isEmpty() && told.path("workers").size() == 2 ? told : null;
        });
  }

  private static List<String> list(JsonNode array) {
    List<String> values = new ArrayList<>();
    array.forEach(value -> values.add(value.asText()));
    return values;
  }

  @Test
  void whatBecomesOfRequestsIsCountedForAllWorkersTogether() {
    long before = counted("SIGNED");
    for (int i = 0; i < 4; i++) {
      Asked asked = fleet.ask("'application':'shop'");
      fleet.person("ada").sign(asked.watched());
      asked.awaits("CREATED", "OPENED", "SIGNED");
    }

    Fleet.await("four more").until(() -> counted("SIGNED") == before + 4);
  }

  private static long counted(String type) {
    return fleetAt(fleet.worker()).at("/applications/1/events/" + type).asLong();
  }

  // --- events

  /** The events as they come. */
  private static final class Stream implements AutoCloseable {
    private final InputStream body;
    private final BufferedReader lines;

    private Stream(InputStream body) {
      this.body = body;
      this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
    }

    static Stream of(WorkerProcess worker) {
      return Fleet.until("a stream", () -> begun(worker).orElse(null));
    }

    /** Nothing: there is no room. */
    static Optional<Stream> begun(WorkerProcess worker) throws IOException {
      HttpResponse<InputStream> answer;
      try {
        answer =
            CLIENT.send(
                fleet
                    .web(worker)
                    .request("/api/events")
                    .header("authorization", "Bearer " + RequestsApi.OPERATOR)
                    .build(),
                BodyHandlers.ofInputStream());
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      if (answer.statusCode() == 503) {
        answer.body().close();
        return Optional.empty();
      }
      assertThat(answer.statusCode()).isEqualTo(200);
      return Optional.of(new Stream(answer.body()));
    }

    /** The first line that fits. */
    String next(Predicate<String> fits) {
      return lines.lines().filter(fits).findFirst().orElseThrow();
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }

  @Test
  void eventsComeAsTheyArePublishedFromAnyWorker() throws IOException {
    for (WorkerProcess worker : fleet.workers()) {
      Asked before = fleet.ask("");
      before.watched();
      try (Stream stream = Stream.of(worker)) {
        assertThat(stream.next(line -> line.contains(before.id()))).contains("\"CREATED\"");
        Asked after = fleet.ask("'user':'ada'");
        fleet.person("ada").sign(after.watched());

        assertThat(stream.next(line -> line.contains(after.id()) && line.contains("\"SIGNED\"")))
            .startsWith("data: {\"left_out\":0,\"events\":[")
            .doesNotContain("\"hex\"");
      }
    }
  }

  @Test
  void onlySoManyLookOnAndWhoGoesMakesRoom() throws IOException {
    WorkerProcess worker = fleet.worker();
    List<Stream> streams = new ArrayList<>();
    fill(worker, streams);
    assertThat(Stream.begun(worker)).isEmpty();
    streams.removeFirst().close();

    fill(worker, streams);
    for (Stream stream : streams) {
      stream.close();
    }
  }

  private static void fill(WorkerProcess worker, List<Stream> streams) {
    Fleet.await("sixteen")
        .until(
            () -> {
              Stream.begun(worker).ifPresent(streams::add);
              return streams.size() == 16;
            });
  }

  // --- cancel

  @Test
  void aRequestIsCancelledAtAnyWorker() {
    for (WorkerProcess worker : fleet.workers()) {
      Asked asked = fleet.ask("'application':'shop'");
      asked.watched();
      HttpResponse<String> answer = send(worker, "DELETE", "/api/requests/" + asked.id());

      assertThat(answer.statusCode()).isEqualTo(202);
      assertThat(RequestsApi.json(answer).path("request_id").asText()).isEqualTo(asked.id());
      JsonNode cancelled = asked.awaits("CREATED", "CANCELLED");
      assertThat(cancelled.at("/cancelled/reason").asText()).isEqualTo("OK");
    }
  }

  @Test
  void whatIsNotThereIsNotCancelledAheadOfItsTime() {
    String id = fleet.newId();

    assertThat(
            fleet.workers().stream()
                .map(worker -> send(worker, "DELETE", "/api/requests/" + id).statusCode()))
        .containsOnly(404);
    Asked asked = fleet.asked(id).send("");
    asked.awaits("CREATED");
  }

  // --- who may

  @ParameterizedTest
  @CsvSource({
    "GET,/api/fleet",
    "GET,/api/worker",
    "HEAD,/api/events",
    "GET,/api/qr/x",
    "DELETE,/api/requests/r-1"
  })
  void onlyTheOperatorMay(String method, String path) {
    String person = new SignIn(fleet.sandbox(), fleet.application("default")).xapp("ada");
    Web web = fleet.web();

    assertThat(web.send(method, path).statusCode()).isEqualTo(401);
    assertThat(web.send(method, path, "authorization", "Bearer " + person).statusCode())
        .isEqualTo(401);
    assertThat(send(fleet.worker(), method, path).statusCode()).isNotEqualTo(401);
  }

  @Test
  void noPageOfAnotherOriginMayCancel() {
    String path = "/api/requests/" + fleet.newId();
    HttpResponse<String> asked =
        fleet
            .web()
            .send("OPTIONS", path, "origin", PAGE, "access-control-request-method", "DELETE");

    assertThat(asked.headers().firstValue("access-control-allow-origin")).hasValue(PAGE);
    assertThat(asked.headers().firstValue("access-control-allow-methods")).hasValue("GET, HEAD");
  }

  @Test
  @DisplayName("CONTRACT §6.8: no answer holds a secret")
  void noAnswerHoldsASecret() throws IOException {
    Asked asked = fleet.ask("'user':'ada','bearer':'" + fleet.signIn("default").xapp("ada") + "'");
    fleet.person("ada").sign(asked.watched());
    asked.awaits("CREATED", "OPENED", "SIGNED");
    String all = fleetAt(fleet.worker()).toString();
    try (Stream stream = Stream.of(fleet.worker())) {
      all += stream.next(line -> line.contains(asked.id()));
    }

    assertThat(all)
        .contains(asked.id())
        .doesNotContain(RequestsApi.OPERATOR, "eyJ", "user_token")
        .doesNotContain(fleet.application("default").secret());
  }
}
