package dev.countersign.process;

import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.sandbox.Sandbox;
import dev.countersign.sandbox.SandboxApplication;
import dev.countersign.sandbox.SandboxOptions;
import dev.countersign.testing.TestBroker;
import dev.countersign.worker.Admins;
import dev.countersign.worker.TopicSetup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;

/** A fleet's surroundings: topics of its own on the test broker, and a platform of its own. */
final class Deployment implements AutoCloseable {
  static final int PARTITIONS = 4;
  private static final String SESSION_MILLIS = "2500";

  private final String prefix;
  private final Sandbox sandbox = Sandbox.start(SandboxOptions.onAnyPort());
  private final Map<String, String> kafka;

  private Deployment(String prefix, String bootstrapServers) {
    this.prefix = prefix;
    this.kafka =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS",
            bootstrapServers,
            "COUNTERSIGN_TOPIC_PREFIX",
            prefix,
            "COUNTERSIGN_GROUP_ID",
            prefix,
            "COUNTERSIGN_PARTITIONS",
            String.valueOf(PARTITIONS));
  }

  static Deployment create(String name) {
    return create(name, TestBroker.bootstrapServers());
  }

  /** On a broker of the test's own. */
  static Deployment create(String name, String bootstrapServers) {
    Deployment deployment = new Deployment(TestBroker.uniquePrefix(name), bootstrapServers);
    try (Admin admin = deployment.admin()) {
      new TopicSetup(admin, deployment.config()).create();
      deployment.noticeDeathsSoon(admin);
    }
    return deployment;
  }

  /** No topics yet. */
  static Deployment bare(String name) {
    return new Deployment(TestBroker.uniquePrefix(name), TestBroker.bootstrapServers());
  }

  /** What a worker with this group protocol needs for the same. */
  Map<String, String> noticingDeathsSoon(String protocol) {
    return protocol.equals("classic")
        ? Map.of(
            "KAFKA_GROUP_PROTOCOL", protocol, "KAFKA_CONSUMER_SESSION_TIMEOUT_MS", SESSION_MILLIS)
        : Map.of("KAFKA_GROUP_PROTOCOL", protocol);
  }

  /** A member that was killed keeps its partitions for as long as this. */
  private void noticeDeathsSoon(Admin admin) {
    for (String group : List.of(prefix, prefix + ".intake")) {
      set(
          admin,
          new ConfigResource(ConfigResource.Type.GROUP, group),
          new ConfigEntry("consumer.session.timeout.ms", SESSION_MILLIS));
    }
  }

  /** What is written from now on is kept by the broker in that way. */
  void compress(String topic, String compression) {
    try (Admin admin = admin()) {
      set(
          admin,
          new ConfigResource(ConfigResource.Type.TOPIC, topic),
          new ConfigEntry("compression.type", compression));
    }
  }

  private static void set(Admin admin, ConfigResource of, ConfigEntry entry) {
    try {
      admin
          .incrementalAlterConfigs(
              Map.of(of, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  String prefix() {
    return prefix;
  }

  Sandbox sandbox() {
    return sandbox;
  }

  Admin admin() {
    return Admins.open(config().kafka(), prefix);
  }

  /** What every command needs to find the topics. */
  Map<String, String> kafka() {
    return kafka;
  }

  Map<String, String> worker(String workerId) {
    Map<String, String> environment = new HashMap<>(kafka);
    environment.putAll(
        Map.of(
            "COUNTERSIGN_WORKER_ID",
            workerId,
            "COUNTERSIGN_PLATFORM_URL",
            sandbox.url().toString(),
            "COUNTERSIGN_OAUTH2_URL",
            sandbox.url() + "/oauth2",
            "COUNTERSIGN_APPLICATIONS_DEFAULT_API_KEY",
            SandboxApplication.DEFAULT.key(),
            "COUNTERSIGN_APPLICATIONS_DEFAULT_API_SECRET",
            SandboxApplication.DEFAULT.secret(),
            "COUNTERSIGN_HTTP_HOST",
            "127.0.0.1",
            "COUNTERSIGN_HTTP_PORT",
            "0"));
    return environment;
  }

  JarProcess startWorker(String workerId) {
    return startWorker(workerId, Map.of(), _ -> {});
  }

  /** Says at DEBUG what it does. */
  JarProcess startWordyWorker(String workerId) {
    return startWorker(workerId, Map.of("LOG_LEVEL", "DEBUG"), _ -> {});
  }

  JarProcess startWorker(
      String workerId, Map<String, String> more, Consumer<JarProcess> onLogLine) {
    Map<String, String> environment = worker(workerId);
    environment.putAll(more);
    return JarProcess.start(environment, onLogLine, "worker");
  }

  /** Waits until a worker, the only one there is, has all partitions and their states. */
  static void awaitRestored(JarProcess worker) {
    worker.awaitErr("partition restored", PARTITIONS);
  }

  /** The same configuration for clients in this JVM. */
  CountersignConfig config() {
    return ConfigLoader.load(
            kafka, new Properties(), null, ConfigLoader.Applications.NOT_READ, () -> prefix)
        .config();
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
