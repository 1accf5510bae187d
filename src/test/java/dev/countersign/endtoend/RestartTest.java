package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.WorkerProcess;
import dev.countersign.sandbox.Effect;
import dev.countersign.sandbox.Fault;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestartTest {
  @Test
  void openRequestsAreWatchedAgainAfterARestart() {
    try (Fleet fleet = Fleet.setup().start()) {
      Asked asked = fleet.ask("");
      asked.watched();
      fleet.stop(fleet.worker());
      Fleet.await("no sockets").until(() -> fleet.sandbox().openSockets() == 0);

      fleet.startWorker();

      fleet.person("ada").open(asked.watched());
      asked.awaits("CREATED", "OPENED");
      fleet.person("ada").sign(asked.payload());
      asked.awaits("CREATED", "OPENED", "SIGNED");
    }
  }

  @Test
  void whatHappenedWhileNoWorkerRanIsPublishedAfterwards() {
    try (Fleet fleet = Fleet.setup().start()) {
      Asked signed = fleet.ask("");
      Asked rejected = fleet.ask("");
      Asked expired = fleet.ask("'options':{'expire':1}");
      signed.watched();
      rejected.watched();
      expired.watched();
      fleet.stop(fleet.worker());
      fleet.person("ada").sign(signed.payload());
      fleet.person("bob").reject(rejected.payload());
      fleet.sandbox().clock().advance(Duration.ofSeconds(61));
      Asked asked = fleet.ask("");

      fleet.startWorker();

      signed.awaits("CREATED", "OPENED", "SIGNED");
      rejected.awaits("CREATED", "OPENED", "REJECTED");
      expired.awaits("CREATED", "EXPIRED");
      asked.awaits("CREATED");
    }
  }

  @Test
  void waitingRequestsWaitOnInTheNextWorker() {
    try (Fleet fleet = Fleet.setup().start()) {
      fleet.sandbox().faults().add(Fault.on("create", new Effect.Unauthorized()));
      fleet.sandbox().faults().add(Fault.on("ping", new Effect.Unauthorized()));
      List<Asked> waiting = IntStream.range(0, 5).mapToObj(_ -> fleet.ask("")).toList();
      Fleet.await("waiting")
          .until(
              () ->
                  fleet.web().get("/metrics").body().contains("countersign_requests_waiting 5.0"));
      fleet.stop(fleet.worker());
      fleet.sandbox().faults().clear();

      fleet.startWorker();

      waiting.forEach(asked -> asked.awaits("CREATED"));
      waiting.forEach(asked -> assertThat(fleet.sandbox().payloads(asked.id())).hasSize(1));
    }
  }

  @Test
  void aCreateUnderWayIsFinishedBeforeTheWorkerStops() {
    try (Fleet fleet = Fleet.setup().start()) {
      fleet.ask("").payload();
      fleet.sandbox().faults().add(Fault.latency("create", Duration.ofMillis(700)).once());
      Asked asked = fleet.ask("");
      Fleet.await("creating").until(() -> fleet.sandbox().faults().exhausted());

      fleet.stop(fleet.worker());

      asked.awaits("CREATED");
      assertThat(asked.events().getFirst().path("created").path("adopted").asBoolean(true))
          .isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "classic"})
  void aFleetWhoseWorkersComeAndGoAllTheTimeLosesAndRepeatsNothing(String protocol) {
    try (Fleet fleet = Fleet.setup().set("kafka.group.protocol", protocol).start()) {
      List<Asked> all = new ArrayList<>();
      for (int round = 0; round < 3; round++) {
        fleet.startWorker();
        all.addAll(ask(fleet, 4));
        fleet.stop(fleet.worker());
        all.addAll(ask(fleet, 4));
      }

      all.forEach(asked -> fleet.person("ada").sign(asked.watched()));
      all.forEach(asked -> asked.awaits("CREATED", "OPENED", "SIGNED"));
      all.forEach(asked -> assertThat(fleet.sandbox().payloads(asked.id())).hasSize(1));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"consumer", "classic"})
  void partitionsMoveBetweenWorkersWithoutALossOrARepetition(String protocol) {
    try (Fleet fleet = Fleet.setup().set("kafka.group.protocol", protocol).start()) {
      WorkerProcess first = fleet.worker();
      List<Asked> before = ask(fleet, 12);
      before.forEach(Asked::payload);

      WorkerProcess second = fleet.startWorker();
      List<Asked> during = ask(fleet, 12);
      Fleet.await("shared partitions")
          .until(() -> partitions(fleet, first) > 0 && partitions(fleet, second) > 0);
      List<Asked> shared = ask(fleet, 12);
      before.forEach(asked -> fleet.person("ada").sign(asked.watched()));
      fleet.stop(first);
      List<Asked> after = ask(fleet, 12);

      before.forEach(asked -> asked.awaits("CREATED", "OPENED", "SIGNED"));
      for (List<Asked> group : List.of(during, shared, after)) {
        group.forEach(asked -> fleet.person("bob").reject(asked.watched()));
        group.forEach(asked -> asked.awaits("CREATED", "OPENED", "REJECTED"));
        group.forEach(asked -> assertThat(fleet.sandbox().payloads(asked.id())).hasSize(1));
      }
    }
  }

  private static List<Asked> ask(Fleet fleet, int count) {
    return IntStream.range(0, count).mapToObj(_ -> fleet.ask("")).toList();
  }

  private static int partitions(Fleet fleet, WorkerProcess worker) {
    return fleet
        .web(worker)
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("countersign_partitions "))
        .mapToInt(line -> (int) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
        .findFirst()
        .orElse(0);
  }
}
