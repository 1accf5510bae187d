package dev.countersign.testing;

import dev.countersign.demo.EmbeddedKafka;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker for all broker tests of this JVM: a container when a Docker engine answers, else one
 * in this JVM. Started on first use, gone with the JVM. {@code -Dcountersign.test.broker=embedded}
 * or {@code =docker} chooses by hand.
 */
public final class TestBroker {
  /** Of the container. */
  public static final String IMAGE = "apache/kafka:4.4.0";

  private static final Logger LOG = LoggerFactory.getLogger(TestBroker.class);

  private TestBroker() {}

  public static String bootstrapServers() {
    return Running.BOOTSTRAP_SERVERS;
  }

  /** A topic prefix, group or worker name that no other test has. */
  public static String uniquePrefix(String name) {
    return name + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  private static final class Running {
    static final String BOOTSTRAP_SERVERS = warm(start());
  }

  /** The first transaction makes Kafka's own topics, which takes long on a busy machine. */
  private static String warm(String servers) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "transactional.id", "warm", "max.block.ms", 60_000);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
    }
    return servers;
  }

  private static String start() {
    String choice = System.getProperty("countersign.test.broker", "auto");
    if (choice.equals("embedded")) {
      return embedded("asked for");
    }
    if (!choice.equals("docker") && !ContainerBroker.engineAnswers()) {
      return embedded("no Docker engine answers");
    }
    try {
      String servers = ContainerBroker.start();
      LOG.info("Test broker: container of {} at {}", IMAGE, servers);
      return servers;
    } catch (Exception e) {
      if (choice.equals("docker")) {
        throw new IllegalStateException("cannot run " + IMAGE + " in Docker", e);
      }
      return embedded(
          "a Docker engine answers, but not with "
              + IMAGE
              + ": "
              + String.valueOf(e.getMessage()).strip());
    }
  }

  private static String embedded(String why) {
    var kafka = EmbeddedKafka.start();
    Runtime.getRuntime().addShutdownHook(new Thread(kafka::close, "test-broker-close"));
    LOG.info("Test broker: in this JVM at {} ({})", kafka.bootstrapServers(), why);
    return kafka.bootstrapServers();
  }
}
