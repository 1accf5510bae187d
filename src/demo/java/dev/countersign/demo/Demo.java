package dev.countersign.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.WorkerProcess;
import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.sandbox.Sandbox;
import dev.countersign.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/** A broker, the platform's sandbox and one worker in this process, and a story on the terminal. */
public final class Demo {
  private Demo() {}

  public static void main(String[] arguments) throws InterruptedException {
    boolean exit = Boolean.getBoolean("countersign.demo.exit");
    int status = 0;
    String token = UUID.randomUUID().toString();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Sandbox sandbox =
            Sandbox.start(SandboxOptions.onAnyPort().withLedgerInterval(Duration.ofSeconds(1)));
        WorkerProcess worker = new WorkerProcess(config(kafka, sandbox, token))) {
      worker.start();
      System.out.println("Countersign: wallet sign requests as Kafka topics");
      System.out.println("  Kafka              " + kafka.bootstrapServers());
      System.out.println("  platform (sandbox) " + sandbox.url());
      System.out.println("  worker             http://127.0.0.1:" + worker.port());
      System.out.println("  --> is a command written to sign-request.commands,");
      System.out.println("  <-- is an event read from sign-request.events");
      try (Story story = new Story(config(kafka, sandbox, token))) {
        play(story, sandbox);
      } catch (IllegalStateException e) {
        System.out.println("\nThe story went wrong: " + e.getMessage());
        status = 1;
      }
      if (!exit) {
        stay(kafka, sandbox, worker, token);
      }
    }
    System.exit(status);
  }

  private static void play(Story story, Sandbox sandbox) {
    story.tell("A shop asks ada to sign in. It has never met her, so she gets a QR code.");
    story.send("{\"id\":\"ada-1\",\"user\":\"ada\",\"txjson\":{\"TransactionType\":\"SignIn\"}}");
    JsonNode first = story.expect("ada-1", "CREATED");
    story.tell("She scans it with her phone ...");
    sandbox.person("ada").open(uuid(first));
    story.expect("ada-1", "OPENED");
    story.tell("... and signs. With the signature comes a user token for ada.");
    sandbox.person("ada").sign(uuid(first));
    story.expect("ada-1", "SIGNED");

    story.tell("She buys something. This time the request is pushed to her phone: no QR code.");
    story.send(
        "{\"id\":\"ada-2\",\"user\":\"ada\",\"txjson\":{\"TransactionType\":\"Payment\","
            + "\"Destination\":\"rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh\",\"Amount\":\"25000000\"},"
            + "\"expect\":{\"network\":\"MAINNET\",\"amount\":\"25000000\"}}");
    JsonNode second = story.expect("ada-2", "CREATED");
    if (!second.path("created").path("push_accepted").asBoolean()) {
      throw new IllegalStateException("ada's second request was not pushed");
    }
    sandbox.person("ada").open(uuid(second));
    story.expect("ada-2", "OPENED");
    sandbox.person("ada").sign(uuid(second));
    story.expect("ada-2", "SIGNED");
    story.tell("Signed is not paid: a validated ledger has to have it.");
    story.expect("ada-2", "SETTLED");

    story.tell("bob is asked to pay, looks at it, and rejects.");
    story.send(
        "{\"id\":\"bob-1\",\"user\":\"bob\",\"txjson\":{\"TransactionType\":\"Payment\","
            + "\"Destination\":\"rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh\",\"Amount\":\"990000000\"}}");
    JsonNode third = story.expect("bob-1", "CREATED");
    sandbox.person("bob").open(uuid(third));
    story.expect("bob-1", "OPENED");
    sandbox.person("bob").reject(uuid(third));
    story.expect("bob-1", "REJECTED");

    story.tell("carol has one minute and never looks. (The platform's clock is put forward.)");
    story.send(
        "{\"id\":\"carol-1\",\"user\":\"carol\",\"options\":{\"expire\":1},"
            + "\"txjson\":{\"TransactionType\":\"SignIn\"}}");
    story.expect("carol-1", "CREATED");
    sandbox.clock().advance(Duration.ofSeconds(61));
    story.expect("carol-1", "EXPIRED");
    story.tell("That is all of it: commands in, events out.");
  }

  private static String uuid(JsonNode created) {
    return created.path("payload_uuid").asText();
  }

  private static void stay(EmbeddedKafka kafka, Sandbox sandbox, WorkerProcess worker, String token)
      throws InterruptedException {
    System.out.printf(
        """

        Everything stays up until Ctrl-C. Try it yourself:
          phone    %s/
          console  http://127.0.0.1:%d/ (operator token: %s)
          metrics  http://127.0.0.1:%d/metrics
          watch    KAFKA_BOOTSTRAP_SERVERS=%s java -jar target/countersign.jar watch
          send     KAFKA_BOOTSTRAP_SERVERS=%s java -jar target/countersign.jar send \\
                     --user you '{"txjson":{"TransactionType":"SignIn"}}'
        (the jar is made by: mvn package)
        """,
        sandbox.url(),
        worker.port(),
        token,
        worker.port(),
        kafka.bootstrapServers(),
        kafka.bootstrapServers());
    new CountDownLatch(1).await();
  }

  private static CountersignConfig config(EmbeddedKafka kafka, Sandbox sandbox, String token) {
    Properties settings = new Properties();
    settings.putAll(
        Map.of(
            "kafka.bootstrap.servers",
            kafka.bootstrapServers(),
            "countersign.platform.url",
            sandbox.url().toString(),
            "countersign.applications.default.api-key",
            "5a4db0c5-0000-4000-8000-000000000001",
            "countersign.applications.default.api-secret",
            "5a4db0c5-0000-4000-8000-000000000002",
            "countersign.ledger.mainnet.urls",
            sandbox.url() + "/ledger/mainnet",
            "countersign.http.port",
            "0",
            "countersign.http.operator-token",
            token,
            "countersign.partitions",
            "4"));
    return ConfigLoader.load(
            Map.of(), settings, null, ConfigLoader.Applications.REQUIRED, () -> "demo")
        .config();
  }
}
