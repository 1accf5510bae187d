package dev.countersign.worker;

import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.demo.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** With a broker that asks who may do what; whom nothing is said about may do everything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {
  private static final String ME = "User:ANONYMOUS";
  private final EmbeddedKafka kafka =
      EmbeddedKafka.startWith(
          Map.of(
              "authorizer.class.name",
              "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
              "allow.everyone.if.no.acl.found",
              "true"));
  private final CountersignConfig config =
      ConfigLoader.load(
              Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()),
              new Properties(),
              null,
              ConfigLoader.Applications.NOT_READ,
              () -> "w")
          .config();
  private final Admin admin = Admins.open(config.kafka(), "rights");

  @BeforeAll
  void topics() {
    new TopicSetup(admin, config).create();
  }

  @AfterAll
  void close() {
    admin.close();
    kafka.close();
  }

  @Test
  void theReadmeNamesTheRightsOnEachTopic() throws IOException {
    String table =
        Rights.needed(config.topics()).entrySet().stream()
            .map(
                entry ->
                    "| topic `%s` | %s |\n"
                        .formatted(
                            entry.getKey(),
                            entry.getValue().stream()
                                .map(operation -> "`" + operation + "`")
                                .collect(Collectors.joining(", "))))
            .collect(Collectors.joining());

    assertThat(Files.readString(Path.of("README.md"))).contains("|---|---|\n" + table + "\n");
  }

  @Test
  void whatIsMissingIsNamedAndNothingElse() throws Exception {
    Rights rights = new Rights(admin, config);
    assertThat(rights.missing()).isEmpty();

    allow(config.topics().inbox(), ME, READ, DESCRIBE);
    allow(config.topics().events(), "User:somebody", READ);

    Awaitility.await().until(() -> rights.missing().size() == 2);
    assertThat(rights.missing())
        .satisfiesExactly(
            events ->
                assertThat(events)
                    .startsWith("on topic sign-request.events a worker needs [")
                    .contains("WRITE", "has only nothing"),
            inbox ->
                assertThat(inbox)
                    .startsWith("on topic sign-request.inbox a worker needs [")
                    .contains("WRITE", "DELETE", "DESCRIBE_CONFIGS", "kafka-acls"));
  }

  private void allow(String topic, String who, AclOperation... operations) throws Exception {
    List<AclBinding> bindings =
        Arrays.stream(operations)
            .map(
                operation ->
                    new AclBinding(
                        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                        new AccessControlEntry(who, "*", operation, AclPermissionType.ALLOW)))
            .toList();
    admin.createAcls(bindings).all().get();
  }
}
