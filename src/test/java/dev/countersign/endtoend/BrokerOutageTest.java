package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.demo.EmbeddedKafka;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.Outage;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class BrokerOutageTest {
  @Test
  void withoutKafkaAWorkerIsAliveButNotReadyAndGoesOnOnceItIsBack() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Fleet fleet = Fleet.setup().brokers(kafka.bootstrapServers()).start()) {
      Asked before = fleet.ask("");
      before.watched();
      Fleet.await("ready").until(() -> status(fleet, "/health/ready") == 200);

      Outage.begin(kafka);

      HttpResponse<String> notReady =
          Fleet.until(
              "not ready",
              () -> {
                HttpResponse<String> answer = fleet.web().get("/health/ready");
                return answer.statusCode() == 503 ? answer : null;
              });
      assertThat(notReady.body()).contains("\"status\":\"DOWN\"").contains("Kafka does not answer");
      assertThat(status(fleet, "/health/live")).isEqualTo(200);
      fleet.person("ada").sign(before.payload());

      kafka.restart();

      Asked after = fleet.ask("");
      after.awaits("CREATED");
      before.awaits("CREATED", "OPENED", "SIGNED");
      Fleet.await("ready again").until(() -> status(fleet, "/health/ready") == 200);
    }
  }

  private static int status(Fleet fleet, String path) {
    return fleet.web().get(path).statusCode();
  }
}
