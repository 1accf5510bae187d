package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.sandbox.SandboxApplication;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §7: the doctor says what is wrong and what to do")
class DoctorIT {

  private record Findings(int status, List<String> lines) {}

  private static Findings examine(Deployment deployment, Map<String, String> otherwise) {
    Map<String, String> environment = new HashMap<>(deployment.worker("w"));
    environment.putAll(otherwise);
    try (JarProcess doctor = JarProcess.start(environment, "doctor")) {
      int status = doctor.exitStatus();
      assertThat(doctor.printed())
          .doesNotContain(SandboxApplication.DEFAULT.secret())
          .doesNotContain("\tat ");
      return new Findings(status, doctor.out());
    }
  }

  @Test
  void whereAllIsWellItSaysWhoTheApplicationIs() {
    try (Deployment deployment = Deployment.create("doctor")) {
      Findings findings = examine(deployment, Map.of());

      assertThat(findings.status()).as("%s", findings).isZero();
      assertThat(findings.lines())
          .allMatch(line -> line.startsWith("ok "))
          .map(line -> line.substring(0, line.indexOf(':')))
          .containsExactly(
              "ok    Kafka",
              "ok    topics",
              "ok    rights",
              "ok    no ledger is configured",
              "ok    clock",
              "ok    application default",
              "ok    webhooks of default");
      assertThat(findings.lines())
          .anyMatch(line -> line.contains(SandboxApplication.DEFAULT.key()));
    }
  }

  @Test
  void missingTopicsAndAWrongSecretAreToldAtOnce() {
    try (Deployment deployment = Deployment.bare("doctor")) {
      Findings findings =
          examine(
              deployment,
              Map.of(
                  "COUNTERSIGN_APPLICATIONS_DEFAULT_API_SECRET",
                  "99999999-0000-4000-8000-000000000002"));

      assertThat(findings.status()).as("%s", findings).isEqualTo(78);
      assertThat(findings.lines())
          .anyMatch(line -> line.contains("run 'countersign topics create'"))
          .anyMatch(line -> line.startsWith("FAIL  application default: code 813"))
          .noneMatch(line -> line.contains("99999999"));
    }
  }

  @Test
  void aWebhookAddressIsTriedAsFarAsItCanBe() {
    try (Deployment deployment = Deployment.create("doctor");
        JarProcess worker = deployment.startWorker("w")) {
      String line = worker.awaitOut("worker: ");
      String url = line.substring(line.indexOf("http://")).strip() + "/webhooks/default";
      deployment.sandbox().webhookUrl(SandboxApplication.DEFAULT.key(), URI.create(url));

      Findings findings = examine(deployment, Map.of());

      assertThat(findings.status()).as("%s", findings).isZero();
      assertThat(findings.lines())
          .contains("ok    webhooks of default: " + url + " reaches a worker");
    }
  }

  @Test
  void whoDoesNotAnswerIsNamed() {
    try (Deployment deployment = Deployment.bare("doctor")) {
      Findings findings =
          examine(
              deployment,
              Map.of(
                  "KAFKA_BOOTSTRAP_SERVERS",
                  "127.0.0.1:1",
                  "COUNTERSIGN_PLATFORM_URL",
                  "http://127.0.0.1:1"));

      assertThat(findings.status()).as("%s", findings).isEqualTo(69);
      assertThat(findings.lines())
          .anyMatch(line -> line.startsWith("FAIL  Kafka: "))
          .anyMatch(line -> line.startsWith("FAIL  application default: no usable answer from"));
    }
  }
}
