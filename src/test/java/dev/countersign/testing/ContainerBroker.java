package dev.countersign.testing;

import com.github.dockerjava.api.exception.NotFoundException;
import dev.countersign.demo.BrokerSettings;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The broker in a container. Every step is bounded, because an engine that reaches no registry
 * would otherwise hold the tests up for minutes.
 */
final class ContainerBroker {
  private static final int PULL_SECONDS = 180;
  private static final int START_SECONDS = 90;

  private ContainerBroker() {}

  static boolean engineAnswers() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (RuntimeException | LinkageError e) {
      return false;
    }
  }

  /** Answers the bootstrap servers. Testcontainers removes the container when this JVM ends. */
  static String start() throws Exception {
    haveImage();
    var started = new CompletableFuture<String>();
    Thread.ofPlatform()
        .daemon()
        .name("test-broker-start")
        .start(() -> started.completeAsync(ContainerBroker::run, Runnable::run));
    return started.get(START_SECONDS, TimeUnit.SECONDS);
  }

  @SuppressWarnings("resource")
  private static String run() {
    var container = new KafkaContainer(TestBroker.IMAGE);
    BrokerSettings.singleNode()
        .forEach((name, value) -> container.withEnv(environmentVariable(name), value));
    container.start();
    return container.getBootstrapServers();
  }

  /** Testcontainers' own pull retries for two minutes where an engine's refusal is final. */
  private static void haveImage() throws Exception {
    var docker = DockerClientFactory.lazyClient();
    try {
      docker.inspectImageCmd(TestBroker.IMAGE).exec();
    } catch (NotFoundException absent) {
      if (!docker
          .pullImageCmd(TestBroker.IMAGE)
          .start()
          .awaitCompletion(PULL_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("no image after " + PULL_SECONDS + " s of pulling");
      }
    }
  }

  private static String environmentVariable(String setting) {
    return "KAFKA_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
  }
}
