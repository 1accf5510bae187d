package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.WorkerProcess;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName(
    "CONTRACT §7: the state of a request from any worker of the fleet, with either protocol")
class AnyWorkerTest {
  private static final int REQUESTS = 9;

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "classic"})
  void everyWorkerKnowsEveryRequest(String protocol) {
    try (Fleet fleet =
        RequestsApi.setup().workers(3).set("kafka.group.protocol", protocol).start()) {
      RequestsApi.spread(fleet);
      List<String> ids = open(fleet);

      assertThat(ids)
          .allSatisfy(
              id -> {
                HttpResponse<String> answer =
                    RequestsApi.everywhere(fleet, id, RequestsApi.OPERATOR);
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(RequestsApi.json(answer).path("request_id").asText()).isEqualTo(id);
              });
      assertThat(RequestsApi.everywhere(fleet, fleet.newId(), RequestsApi.OPERATOR).statusCode())
          .isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "classic"})
  void whileWorkersComeAndGoNobodyIsToldThatARequestIsNotThere(String protocol) {
    try (Fleet fleet =
        RequestsApi.setup().workers(2).set("kafka.group.protocol", protocol).start()) {
      RequestsApi.spread(fleet);
      List<String> ids = open(fleet);
      WorkerProcess asked = fleet.worker();
      WorkerProcess leaving = fleet.workers().getLast();

      List<Integer> seen = new ArrayList<>();
      WorkerProcess coming = fleet.startWorker("coming");
      Thread stop = Thread.ofVirtual().start(() -> fleet.stop(leaving));
      Fleet.await("both moves, and answers to all")
          .until(
              () -> {
                boolean all = true;
                for (String id : ids) {
                  int status = RequestsApi.ask(fleet, asked, id, RequestsApi.OPERATOR).statusCode();
                  seen.add(status);
                  all &= status == 200;
                }
                return all && !stop.isAlive();
              });

      assertThat(seen).allMatch(status -> status == 200 || status == 503);
      assertThat(ids)
          .allSatisfy(
              id -> assertThat(RequestsApi.settled(fleet, coming, id).statusCode()).isEqualTo(200));
    }
  }

  private static List<String> open(Fleet fleet) {
    List<Asked> asked = new ArrayList<>();
    for (int request = 0; request < REQUESTS; request++) {
      asked.add(fleet.ask("'context':{'n':'" + request + "'}"));
    }
    asked.forEach(Asked::watched);
    return asked.stream().map(Asked::id).toList();
  }

  @Test
  void aNewFleetKnowsWhatTheOldOneDid() {
    try (Fleet fleet = RequestsApi.setup().workers(1).start()) {
      Asked asked = fleet.ask("");
      fleet.person("ada").reject(asked.watched());
      asked.awaits("CREATED", "OPENED", "REJECTED");
      String before = RequestsApi.settled(fleet, fleet.worker(), asked.id()).body();
      fleet.stop(fleet.worker());

      WorkerProcess next = fleet.startWorker();

      assertThat(RequestsApi.settled(fleet, next, asked.id()).body())
          .isEqualTo(before)
          .contains("\"status\":\"REJECTED\"");
    }
  }
}
