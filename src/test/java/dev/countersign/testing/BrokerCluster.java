package dev.countersign.testing;

import dev.countersign.demo.BrokerNode;
import dev.countersign.demo.BrokerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.ConfigResource.Type;
import org.awaitility.Awaitility;

/** Three Kafka servers, each a process of its own that can be killed. Topics outlive any one. */
public final class BrokerCluster implements AutoCloseable {
  private static final int SIZE = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("default.replication.factor", "3"),
          Map.entry("offsets.topic.replication.factor", "3"),
          Map.entry("transaction.state.log.replication.factor", "3"),
          Map.entry("transaction.state.log.min.isr", "2"),
          // A killed server is noticed in seconds, and one core is enough for all its threads.
          Map.entry("group.min.session.timeout.ms", "1000"),
          Map.entry("broker.heartbeat.interval.ms", "500"),
          Map.entry("broker.session.timeout.ms", "2500"),
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"),
          Map.entry("background.threads", "2"),
          Map.entry("num.recovery.threads.per.data.dir", "1"));

  private final List<BrokerNode> nodes = new ArrayList<>();
  private final List<Process> processes = new ArrayList<>();
  private final Path directory;
  private final Path logs;
  private boolean closed;

  private BrokerCluster(Path directory, Path logs) {
    this.directory = directory;
    this.logs = logs;
  }

  /**
   * Serving when this returns.
   *
   * @param directory for their data, new
   * @param logs for what they print
   */
  public static BrokerCluster start(Path directory, Path logs) {
    BrokerCluster cluster = new BrokerCluster(directory, logs);
    try {
      for (int id = 1; id <= SIZE; id++) {
        cluster.nodes.add(BrokerNode.in(directory.resolve("broker-" + id), id));
      }
      for (int node = 0; node < SIZE; node++) {
        cluster.processes.add(cluster.start(node));
      }
      cluster.awaitInSync();
      return cluster;
    } catch (IOException e) {
      cluster.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  private Process start(int node) throws IOException {
    Map<String, String> more = new HashMap<>(BrokerSettings.singleNode());
    more.putAll(SETTINGS);
    Properties properties = new Properties();
    properties.putAll(nodes.get(node).settings(nodes, more));
    Path file = directory.resolve("broker-" + (node + 1) + ".properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, null);
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            "kafka.Kafka",
            file.toString());
    Path log = logs.resolve("broker-" + (node + 1) + ".log");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  public int size() {
    return SIZE;
  }

  public String bootstrapServers() {
    return nodes.stream().map(BrokerNode::address).collect(Collectors.joining(","));
  }

  /** SIGKILL; the others go on. */
  public void kill(int node) {
    processes.get(node).destroyForcibly().onExit().join();
  }

  /** SIGTERM: hands over what it leads. */
  public void stop(int node) {
    processes.get(node).destroy();
    processes.get(node).onExit().join();
  }

  /** Starts one again that was killed or stopped; it catches up afterwards. */
  public synchronized void restart(int node) {
    if (closed) {
      return;
    }
    try {
      processes.set(node, start(node));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No server answers, and all connections stay. */
  public void freeze() {
    processes.forEach(Signals::freeze);
  }

  public void thaw() {
    processes.forEach(Signals::thaw);
  }

  /** Waits until any one of them can be lost. */
  public void awaitInSync() {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      Awaitility.await("all replicas in sync")
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptions()
          .until(() -> isInSync(admin));
    }
  }

  private static boolean isInSync(Admin admin) throws Exception {
    for (int id = 1; id <= SIZE; id++) {
      // Only the broker itself can answer this: the others miss a killed one only after a while.
      String broker = String.valueOf(id);
      admin.describeConfigs(List.of(new ConfigResource(Type.BROKER, broker))).all().get();
    }
    var names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    Map<String, TopicDescription> topics = admin.describeTopics(names).allTopicNames().get();
    return admin.describeCluster().nodes().get().size() == SIZE
        && topics.values().stream()
            .flatMap(topic -> topic.partitions().stream())
            .allMatch(partition -> partition.isr().size() == SIZE);
  }

  @Override
  public synchronized void close() {
    closed = true;
    processes.forEach(Process::destroyForcibly);
  }
}
