package dev.countersign.testing;

import dev.countersign.demo.BrokerSettings;
import dev.countersign.demo.EmbeddedKafka;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The broker for all broker tests of this JVM: a container when a Docker engine answers, else one
 * in this JVM. Started on first use, gone with the JVM. {@code -Dcountersign.test.broker=embedded}
 * or {@code =docker} chooses by hand.
 */
public final class TestBroker {
  private static final Logger LOG = LoggerFactory.getLogger(TestBroker.class);
  private static final String IMAGE = "apache/kafka:4.4.0";

  private TestBroker() {}

  public static String bootstrapServers() {
    return Running.BOOTSTRAP_SERVERS;
  }

  /** A topic prefix, group or worker name that no other test has. */
  public static String uniquePrefix(String name) {
    return name + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static final class Running {
    static final String BOOTSTRAP_SERVERS = start();
  }

  private static String start() {
    return switch (System.getProperty("countersign.test.broker", "auto")) {
      case "embedded" -> embedded("asked for");
      case "docker" -> container();
      default -> engineAnswers() ? containerOrEmbedded() : embedded("no Docker engine answers");
    };
  }

  private static boolean engineAnswers() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (RuntimeException | LinkageError e) {
      return false;
    }
  }

  private static String containerOrEmbedded() {
    try {
      return container();
    } catch (RuntimeException e) {
      return embedded("a Docker engine answers but cannot run " + IMAGE + ": " + e.getMessage());
    }
  }

  /** Testcontainers removes the container when this JVM ends. */
  @SuppressWarnings("resource")
  private static String container() {
    var container = new KafkaContainer(IMAGE);
    BrokerSettings.singleNode()
        .forEach((name, value) -> container.withEnv(environmentVariable(name), value));
    container.start();
    LOG.info("Test broker: {} in a container at {}", IMAGE, container.getBootstrapServers());
    return container.getBootstrapServers();
  }

  private static String embedded(String why) {
    var kafka = EmbeddedKafka.start();
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "test-broker-close"));
    LOG.info("Test broker: in this JVM at {} ({})", kafka.bootstrapServers(), why);
    return kafka.bootstrapServers();
  }

  private static String environmentVariable(String setting) {
    return "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
