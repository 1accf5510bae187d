package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.WorkerProcess;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.FleetSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code GET /api/requests/<id>} of a fleet, as who calls it sees it. */
final class RequestsApi {
  static final String OPERATOR = "operator-token-of-the-tests";
  private static final ObjectMapper JSON = new ObjectMapper();

  private RequestsApi() {}

  static FleetSetup setup() {
    return Fleet.setup().set("countersign.http.operator-token", OPERATOR);
  }

  static HttpResponse<String> ask(Fleet fleet, WorkerProcess worker, String id, String token) {
    return fleet.web(worker).get("/api/requests/" + id, "authorization", "Bearer " + token);
  }

  /** What the operator is told by one worker; only a fleet that moves may say "not now". */
  static HttpResponse<String> settled(Fleet fleet, WorkerProcess worker, String id) {
    return Fleet.until(
        "an answer about " + id,
        () -> {
          HttpResponse<String> answer = ask(fleet, worker, id, OPERATOR);
          return answer.statusCode() == 503 ? null : answer;
        });
  }

  /** What every worker says of a request, which must be the same in every byte. */
  static HttpResponse<String> everywhere(Fleet fleet, String id, String token) {
    List<HttpResponse<String>> answers =
        fleet.workers().stream().map(worker -> ask(fleet, worker, id, token)).toList();
    assertThat(answers.stream().map(RequestsApi::bytes).distinct()).hasSize(1);
    return answers.getFirst();
  }

  /** All of an answer but what no two answers have in common. */
  static String bytes(HttpResponse<String> answer) {
    return answer.statusCode() + "\n" + answer.headers().map() + "\n" + answer.body();
  }

  static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(answer.body(), e);
    }
  }

  /** Waits until the workers share the partitions, and each is restored. */
  static void spread(Fleet fleet) {
    Fleet.await("all workers own something")
        .until(
            () -> {
              Set<Double> owned =
                  fleet.workers().stream()
                      .map(worker -> fleet.web(worker).get("/metrics").body())
                      .map(RequestsApi::partitions)
                      .collect(Collectors.toSet());
              return !owned.contains(0.0)
                  && fleet.workers().stream()
                      .allMatch(
                          worker -> fleet.web(worker).get("/health/ready").statusCode() == 200);
            });
  }

  private static double partitions(String metrics) {
    return metrics
        .lines()
        .filter(line -> line.startsWith("countersign_partitions "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(' '))))
        .findFirst()
        .orElse(0);
  }
}
