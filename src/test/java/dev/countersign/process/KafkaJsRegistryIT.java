package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Fleet;
import dev.countersign.testing.NodePackage;
import dev.countersign.testing.Readback;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** KafkaJS and its registry client from npm, unchanged, with a real registry. */
@DisplayName("CONTRACT §3, §4: a service in JavaScript that takes its schemas from a registry")
@Execution(ExecutionMode.CONCURRENT)
class KafkaJsRegistryIT {
  private static NodePackage node;

  @BeforeAll
  static void kafkaJsIsInstalled() {
    node = NodePackage.installed("kafkajs");
  }

  @Test
  void writesAFramedCommandAndReadsFramedEvents() {
    try (Registry registry = Registry.start();
        Deployment deployment = Deployment.create("kafkajs")) {
      Map<String, String> environment = new HashMap<>(deployment.worker("w"));
      environment.put("COUNTERSIGN_SCHEMA_REGISTRY_URL", registry.url().toString());
      try (JarProcess register = JarProcess.start(environment, "schemas", "register")) {
        assertThat(register.exitStatus()).isZero();
      }
      try (JarProcess worker = JarProcess.start(environment, "worker");
          Readback events =
              new Readback(deployment.config().kafka(), deployment.config().topics().events())) {
        node.run(service(deployment, registry), "node", "ask.js");
        Fleet.await("CREATED").until(() -> events.all().size() == 1);
        deployment.sandbox().payloads().forEach(one -> sign(deployment, one.uuid()));
        Fleet.await("SIGNED").until(() -> events.all().size() == 3);

        List<String> printed =
            node.run(service(deployment, registry), "node", "follow.js").lines().toList();

        assertThat(printed)
            .filteredOn(line -> line.startsWith("by default"))
            .containsExactly(
                "by default 0 CREATED application/avro",
                "by default 1 OPENED application/avro",
                "by default 2 SIGNED application/avro");
        assertThat(events.all()).extracting(ConsumerRecord::value).allMatch(value -> value[0] == 0);
        assertThat(worker.isAlive()).isTrue();
      }
    }
  }

  private static void sign(Deployment deployment, String uuid) {
    deployment.sandbox().person("ada").open(uuid);
    deployment.sandbox().person("ada").sign(uuid);
  }

  private static Map<String, String> service(Deployment deployment, Registry registry) {
    return Map.of(
        "KAFKA_BOOTSTRAP_SERVERS",
        String.valueOf(deployment.kafka().get("KAFKA_BOOTSTRAP_SERVERS")),
        "COMMANDS",
        deployment.config().topics().commands(),
        "EVENTS",
        deployment.config().topics().events(),
        "ID",
        "ada-1",
        "SCHEMA_REGISTRY_URL",
        registry.url().toString());
  }
}
