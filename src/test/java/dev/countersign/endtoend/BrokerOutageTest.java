package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.demo.EmbeddedKafka;
import dev.countersign.sandbox.SandboxApplication;
import dev.countersign.sandbox.WebhookAttempt;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import dev.countersign.testing.Outage;
import java.net.http.HttpResponse;
import java.time.Duration;
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

  /** Takes the 9 s that Kafka is given. */
  @Test
  void aWebhookThatKafkaDoesNotTakeIsSentAgain() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Fleet fleet = Fleet.setup().brokers(kafka.bootstrapServers()).start()) {
      fleet.sandbox().change(settings -> settings.withWebhooksToLocalhost(true));
      fleet
          .sandbox()
          .webhookUrl(SandboxApplication.DEFAULT.key(), fleet.web().url("/webhooks/default"));
      Asked asked = fleet.ask("");
      String uuid = asked.watched();
      Outage.begin(kafka);

      fleet.person("ada").sign(uuid);

      assertThat(attempt(fleet, 1).status()).isEqualTo(503);
      kafka.restart();
      asked.awaits("CREATED", "OPENED", "SIGNED");
      fleet.sandbox().clock().advance(Duration.ofSeconds(11));
      WebhookAttempt again = attempt(fleet, 2);
      if (Integer.valueOf(503).equals(again.status())) { // as soon after the start of a broker
        fleet.sandbox().clock().advance(Duration.ofSeconds(61));
        again = attempt(fleet, 3);
      }
      assertThat(again.outcome()).as("%s", again).isEqualTo(WebhookAttempt.Outcome.DELIVERED);
    }
  }

  private static WebhookAttempt attempt(Fleet fleet, int number) {
    return Fleet.until(
        "attempt " + number,
        () ->
            fleet.sandbox().webhooks().stream()
                .filter(attempt -> attempt.attempt() == number)
                .findFirst()
                .orElse(null));
  }

  private static int status(Fleet fleet, String path) {
    return fleet.web().get(path).statusCode();
  }
}
