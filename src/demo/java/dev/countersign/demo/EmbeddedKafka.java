package dev.countersign.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/** A real single-node Kafka broker (KRaft, broker and controller in one) inside this JVM. */
public final class EmbeddedKafka implements AutoCloseable {
  private final Path directory;
  private final boolean temporary;
  private final BrokerNode node;
  private final Map<String, String> settings;
  private @Nullable KafkaRaftServer server;

  private EmbeddedKafka(
      Path directory, boolean temporary, BrokerNode node, Map<String, String> settings) {
    this.directory = directory;
    this.temporary = temporary;
    this.node = node;
    this.settings = settings;
  }

  /** Starts a broker whose data is deleted when it is closed. */
  public static EmbeddedKafka start() {
    return startWith(Map.of());
  }

  /** The same with some settings of its own. */
  public static EmbeddedKafka startWith(Map<String, String> more) {
    try {
      return started(Files.createTempDirectory("countersign-kafka-"), true, more);
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary directory for the embedded broker", e);
    }
  }

  /** Starts a broker on a directory that is kept: started on it again, data and port are back. */
  public static EmbeddedKafka start(Path directory) {
    try {
      return started(directory, false, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException("embedded broker cannot use " + directory, e);
    }
  }

  private static EmbeddedKafka started(Path directory, boolean temporary, Map<String, String> more)
      throws IOException {
    Map<String, String> settings = new HashMap<>(BrokerSettings.singleNode());
    settings.putAll(more);
    var kafka = new EmbeddedKafka(directory, temporary, BrokerNode.in(directory, 1), settings);
    kafka.restart();
    return kafka;
  }

  public String bootstrapServers() {
    return node.address();
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
    var all = node.settings(List.of(node), settings);
    var starting = new KafkaRaftServer(KafkaConfig.apply(all, false), Time.SYSTEM);
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
}
