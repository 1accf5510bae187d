package dev.countersign.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/** A real single-node Kafka broker (KRaft, broker and controller in one) inside this JVM. */
public final class EmbeddedKafka implements AutoCloseable {
  private static final String CONTROLLER = "CONTROLLER";
  // Always the same: a directory that is used again was formatted with it.
  private static final String CLUSTER_ID = "Y291bnRlcnNpZ24tZGVtbw";

  private final Path directory;
  private final boolean temporary;
  private final BrokerPorts ports;
  private @Nullable KafkaRaftServer server;

  private EmbeddedKafka(Path directory, boolean temporary, BrokerPorts ports) {
    this.directory = directory;
    this.temporary = temporary;
    this.ports = ports;
  }

  /** Starts a broker whose data is deleted when it is closed. */
  public static EmbeddedKafka start() {
    try {
      return started(Files.createTempDirectory("countersign-kafka-"), true);
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory for the embedded broker", e);
    }
  }

  /** Starts a broker on a directory that is kept: started on it again, data and port are back. */
  public static EmbeddedKafka start(Path directory) {
    try {
      return started(Files.createDirectories(directory), false);
    } catch (IOException e) {
      throw new UncheckedIOException("embedded broker cannot use " + directory, e);
    }
  }

  private static EmbeddedKafka started(Path directory, boolean temporary) throws IOException {
    var kafka = new EmbeddedKafka(directory, temporary, BrokerPorts.of(directory));
    kafka.format();
    kafka.restart();
    return kafka;
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + ports.broker();
  }

  /** Stops the broker and keeps its data, for {@link #restart()}. */
  public synchronized void stop() {
    KafkaRaftServer running = server;
    server = null;
    if (running != null) {
      running.shutdown();
      running.awaitShutdown();
    }
  }

  /** Starts the broker again on its data and port, stopping it first if it runs. */
  public synchronized void restart() {
    stop();
    var starting = new KafkaRaftServer(KafkaConfig.apply(settings(), false), Time.SYSTEM);
    server = starting;
    starting.startup();
  }

  @Override
  public synchronized void close() {
    stop();
    if (temporary) {
      Directories.delete(directory);
    }
  }

  private String log() {
    return directory.resolve("log").toString();
  }

  private void format() {
    try (var silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silent)
          .setNodeId(1)
          .setClusterId(CLUSTER_ID)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setControllerListenerName(CONTROLLER)
          .setMetadataLogDirectory(log())
          .setDirectories(List.of(log()))
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      throw new IllegalStateException("embedded broker cannot format " + log(), e);
    }
  }

  private Map<String, String> settings() {
    var settings = new HashMap<>(BrokerSettings.singleNode());
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.voters", "1@127.0.0.1:" + ports.controller());
    settings.put("controller.listener.names", CONTROLLER);
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d"
            .formatted(ports.broker(), CONTROLLER, ports.controller()));
    settings.put("advertised.listeners", "PLAINTEXT://" + bootstrapServers());
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("log.dirs", log());
    return settings;
  }
}
