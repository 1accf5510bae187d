package dev.countersign.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A Kafka server (KRaft, broker and controller in one) as it is on disk: a directory that is
 * formatted once, with ports of its own.
 */
public final class BrokerNode {
  private static final String CONTROLLER = "CONTROLLER";
  // Always the same: a directory that is used again was formatted with it.
  private static final String CLUSTER_ID = "Y291bnRlcnNpZ24tZGVtbw";

  private final int id;
  private final Path directory;
  private final BrokerPorts ports;

  private BrokerNode(int id, Path directory, BrokerPorts ports) {
    this.id = id;
    this.directory = directory;
    this.ports = ports;
  }

  /** Makes the directory, or takes one that was made so before. */
  public static BrokerNode in(Path directory, int id) throws IOException {
    Files.createDirectories(directory);
    BrokerNode node = new BrokerNode(id, directory, BrokerPorts.of(directory));
    node.format();
    return node;
  }

  public String address() {
    return "127.0.0.1:" + ports.broker();
  }

  private String log() {
    return directory.resolve("log").toString();
  }

  private void format() {
    try (var silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(silent)
          .setNodeId(id)
          .setClusterId(CLUSTER_ID)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setControllerListenerName(CONTROLLER)
          .setMetadataLogDirectory(log())
          .setDirectories(List.of(log()))
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      throw new IllegalStateException("broker cannot format " + log(), e);
    }
  }

  /** What the server is started with, given all servers of its cluster. */
  public Map<String, String> settings(List<BrokerNode> cluster, Map<String, String> more) {
    var settings = new TreeMap<>(more);
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", String.valueOf(id));
    settings.put(
        "controller.quorum.voters",
        cluster.stream()
            .map(node -> node.id + "@127.0.0.1:" + node.ports.controller())
            .collect(Collectors.joining(",")));
    settings.put("controller.listener.names", CONTROLLER);
    settings.put(
        "listeners",
        "PLAINTEXT://127.0.0.1:%d,%s://127.0.0.1:%d"
            .formatted(ports.broker(), CONTROLLER, ports.controller()));
    settings.put("advertised.listeners", "PLAINTEXT://" + address());
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("log.dirs", log());
    return settings;
  }
}
