package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.sandbox.SandboxApplication;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What could not be used is listed, and sent again once the cause is mended. */
@Execution(ExecutionMode.CONCURRENT)
class DeadLettersIT {
  private static final String COMMAND =
      "{'id':'order-1','application':'shop','txjson':{'TransactionType':'SignIn'}}"
          .replace('\'', '"');
  private static final String WITHOUT_ID = COMMAND.replace("\"id\":\"order-1\",", "");

  @Test
  void aCommandWhoseCauseIsMendedIsRedrivenAndGoesOn() throws Exception {
    try (Deployment deployment = Deployment.create("redrive");
        Service service = new Service(deployment.config())) {
      try (JarProcess worker = deployment.startWorker("w")) {
        service.send(COMMAND);
        service.await("order-1", "FAILED");
        service.send(WITHOUT_ID);
        String other = service.next().path("request_id").asText();

        assertThat(command(deployment, 0, "list"))
            .hasSize(2)
            .anyMatch(line -> line.contains("INVALID_COMMAND       order-1  application: "));
        assertThat(command(deployment, 0, "redrive", "--id", "order-1", "--dry-run"))
            .singleElement()
            .asString()
            .startsWith("would redrive  ");

        assertThat(command(deployment, 0, "redrive", "--id", "order-1"))
            .singleElement()
            .asString()
            .startsWith("redriven  ");
        assertThat(service.await("order-1", "FAILED").path("sequence").asLong()).isEqualTo(1);
        worker.terminate();
        assertThat(worker.exitStatus()).isZero();

        assertThat(command(deployment, 0, "list", "--id", "order-1"))
            .singleElement()
            .asString()
            .endsWith(", 2 times)");
        try (JarProcess mended = deployment.startWorker("w", shop(deployment), _ -> {})) {
          assertThat(command(deployment, 0, "redrive", "--code", "INVALID_COMMAND", "--since=1h"))
              .hasSize(2);
          assertThat(List.of(service.next(), service.next()))
              .allMatch(event -> event.path("type").asText().equals("CREATED"));

          assertThat(command(deployment, 0, "redrive", "--all")).hasSize(2);
          service.send(COMMAND.replace("order-1", "last"));
          service.await("last", "CREATED");

          assertThat(service.historyToTheEnd())
              .containsExactlyInAnyOrder(
                  "order-1 0 FAILED",
                  "order-1 1 FAILED",
                  "order-1 2 CREATED",
                  other + " 0 FAILED",
                  other + " 1 CREATED",
                  "last 0 CREATED");
          assertThat(mended.isAlive()).isTrue();
        }
      }
    }
  }

  @Test
  void whatCannotBeSentIsLeftWithItsReason() throws Exception {
    try (Deployment deployment = Deployment.create("left");
        Service service = new Service(deployment.config());
        JarProcess worker = deployment.startWorker("w")) {
      service.send("{\"id\":\"§\"}");
      service.send(null);
      service.send(COMMAND);
      service.await("order-1", "FAILED");

      List<String> lines = command(deployment, 0, "list", "--json", "--code=UNDECODABLE");
      JsonNode letter = new ObjectMapper().readTree(lines.getFirst());
      String offset = letter.path("offset").asText();

      assertThat(lines).hasSize(1);
      assertThat(letter.path("value_bytes").isNull()).isTrue();
      assertThat(command(deployment, 65, "redrive", "--offset", offset))
          .singleElement()
          .asString()
          .startsWith("left  ")
          .contains("it has no value");
      assertThat(worker.isAlive()).isTrue();
    }
  }

  @Test
  void whoseRequestIsForgottenIsLeftUnlessAskedFor() {
    try (Deployment deployment = Deployment.create("forgotten");
        Service service = new Service(deployment.config())) {
      String topic = deployment.config().topics().commands();
      Instant longAgo = Instant.now().minus(Duration.ofHours(2));
      service.deadLetter(longAgo, topic, COMMAND);

      Map<String, String> environment = new HashMap<>(deployment.kafka());
      environment.put("COUNTERSIGN_REMEMBER_FOR", "1h");

      assertThat(command(environment, 65, "redrive", "--all"))
          .singleElement()
          .asString()
          .contains("older than countersign.remember-for");
      assertThat(command(environment, 0, "redrive", "--all", "--forgotten")).hasSize(1);

      assertThat(Service.values(deployment.config(), topic)).containsExactly(COMMAND);
    }
  }

  @Test
  void aRedriveOfEverythingMustBeAskedForByName() {
    try (JarProcess redrive = JarProcess.start(Map.of(), "dead-letters", "redrive")) {
      assertThat(redrive.exitStatus()).isEqualTo(64);
      assertThat(redrive.err()).first().asString().contains("--all");
    }
  }

  private static Map<String, String> shop(Deployment deployment) {
    SandboxApplication shop = deployment.sandbox().addApplication("shop");
    return Map.of(
        "COUNTERSIGN_APPLICATIONS_SHOP_API_KEY",
        shop.key(),
        "COUNTERSIGN_APPLICATIONS_SHOP_API_SECRET",
        shop.secret());
  }

  private static List<String> command(Deployment deployment, int status, String... arguments) {
    return command(deployment.kafka(), status, arguments);
  }

  private static List<String> command(
      Map<String, String> environment, int status, String... arguments) {
    String[] all =
        Stream.concat(Stream.of("dead-letters"), Stream.of(arguments)).toArray(String[]::new);
    try (JarProcess process = JarProcess.start(environment, all)) {
      assertThat(process.exitStatus()).as(process.printed()).isEqualTo(status);
      return process.out();
    }
  }
}
