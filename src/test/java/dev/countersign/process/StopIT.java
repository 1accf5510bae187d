package dev.countersign.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.demo.EmbeddedKafka;
import dev.countersign.sandbox.Fault;
import dev.countersign.testing.Outage;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** SIGTERM: exit status 0 within 10 s, whatever is under way (CONTRACT §7). */
@Execution(ExecutionMode.CONCURRENT)
class StopIT {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String TOKEN = "operator-token-of-the-test";

  @Test
  void aWorkerWithOpenRequestsThatIsLookedAtEndsAndTheNextOneBringsThemToTheirEnd()
      throws Exception {
    Map<String, String> guarded = Map.of("COUNTERSIGN_HTTP_OPERATOR_TOKEN", TOKEN);
    try (Deployment deployment = Deployment.create("stop");
        Service service = new Service(deployment.config());
        JarProcess first = deployment.startWorker("first", guarded, _ -> {})) {
      service.send(DemoStory.BEGINNING);
      String uuid = service.await("ada-1", "CREATED").path("payload_uuid").asText();
      InputStream events = lookOn(first);

      first.terminate();

      assertThat(first.exitStatus(LIMIT)).isZero();
      assertThat(new String(events.readAllBytes(), UTF_8)).contains("retry: ");
      deployment.sandbox().person("ada").open(uuid);
      deployment.sandbox().person("ada").sign(uuid);
      try (JarProcess second = deployment.startWorker("second")) {
        assertThat(service.await("ada-1", "SIGNED").path("payload_uuid").asText()).isEqualTo(uuid);
        assertThat(second.isAlive()).isTrue();
      }
    }
  }

  @Test
  void aPeerTakesOverFromAWorkerThatEnds() {
    try (Deployment deployment = Deployment.create("peer");
        Service service = new Service(deployment.config());
        JarProcess first = deployment.startWorker("first")) {
      Deployment.awaitRestored(first);
      try (JarProcess second = deployment.startWorker("second")) {
        second.awaitErr("partition restored");
        service.send(DemoStory.BEGINNING);
        String uuid = service.await("ada-1", "CREATED").path("payload_uuid").asText();

        first.terminate();

        assertThat(first.exitStatus(LIMIT)).isZero();
        deployment.sandbox().person("ada").open(uuid);
        service.await("ada-1", "OPENED");
        service.send(
            "{\"id\":\"ada-2\",\"user\":\"ada\",\"txjson\":{\"TransactionType\":\"SignIn\"}}");
        service.await("ada-2", "CREATED");
      }
    }
  }

  @Test
  void aCreateThatTakesMomentsIsFinishedFirst() {
    try (Deployment deployment = Deployment.create("create");
        Service service = new Service(deployment.config());
        JarProcess worker = deployment.startWordyWorker("w")) {
      Deployment.awaitRestored(worker);
      deployment.sandbox().faults().add(Fault.latency("create", Duration.ofSeconds(2)));
      service.send(DemoStory.BEGINNING);
      awaitCreateUnderWay(worker);

      worker.terminate();

      assertThat(worker.exitStatus(LIMIT)).isZero();
      assertThat(service.historyToTheEnd()).containsExactly("ada-1 0 CREATED");
    }
  }

  @Test
  void aCreateThatTakesTooLongIsLeftToTheNextWorker() {
    try (Deployment deployment = Deployment.create("slow");
        Service service = new Service(deployment.config());
        JarProcess first = deployment.startWordyWorker("w")) {
      Deployment.awaitRestored(first);
      deployment.sandbox().faults().add(Fault.latency("create", Duration.ofSeconds(11)).once());
      service.send(DemoStory.BEGINNING);
      awaitCreateUnderWay(first);

      first.terminate();

      assertThat(first.exitStatus(LIMIT)).isZero();
      try (JarProcess second = deployment.startWorker("w")) {
        service.await("ada-1", "CREATED");
        assertThat(deployment.sandbox().payloads("ada-1")).hasSize(1);
        assertThat(second.isAlive()).isTrue();
      }
    }
  }

  @Test
  void aWorkerThatNeverReachedKafkaEnds() {
    try (Deployment deployment = Deployment.bare("unreached")) {
      Map<String, String> environment = new HashMap<>(deployment.worker("w"));
      environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
      try (JarProcess worker = JarProcess.start(environment, "worker")) {
        worker.awaitErr("cannot start yet");

        worker.terminate();

        assertThat(worker.exitStatus(LIMIT)).isZero();
      }
    }
  }

  @Test
  void aWorkerWhoseKafkaWentAwayEndsAndTheNextOneStartsWhenItIsBack() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Deployment deployment = Deployment.create("away", kafka.bootstrapServers());
        Service service = new Service(deployment.config());
        JarProcess first = deployment.startWorker("w")) {
      Deployment.awaitRestored(first);
      service.send(DemoStory.BEGINNING);
      String uuid = service.await("ada-1", "CREATED").path("payload_uuid").asText();
      Outage.begin(kafka);
      // The signature has to be written, and cannot.
      deployment.sandbox().person("ada").open(uuid);
      deployment.sandbox().person("ada").sign(uuid);
      first.awaitErr("disconnected");

      first.terminate();

      assertThat(first.exitStatus(LIMIT)).isZero();
      try (JarProcess second = deployment.startWorker("w")) {
        second.awaitErr("cannot start yet");
        kafka.restart();
        assertThat(service.await("ada-1", "SIGNED").path("payload_uuid").asText()).isEqualTo(uuid);
      }
    }
  }

  /** The console's events, which go on for as long as somebody reads them. */
  private static InputStream lookOn(JarProcess worker) throws Exception {
    String line = worker.awaitOut("worker: ");
    URI events = URI.create(line.substring(line.indexOf("http://")).strip() + "/api/events");
    HttpResponse<InputStream> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(events).header("authorization", "Bearer " + TOKEN).build(),
                BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private static void awaitCreateUnderWay(JarProcess worker) {
    worker.awaitErr("\"action\":\"Create\"");
  }
}
