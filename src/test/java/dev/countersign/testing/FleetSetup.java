package dev.countersign.testing;

import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.sandbox.Sandbox;
import dev.countersign.sandbox.SandboxApplication;
import dev.countersign.sandbox.SandboxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** How a fleet is to be; {@link #start} makes it. */
public final class FleetSetup {
  private final Map<String, String> settings = new HashMap<>();
  private final List<String> applications = new ArrayList<>();
  private final List<String> ledgers = new ArrayList<>();
  private String bootstrapServers = "";
  private int workers = 1;

  FleetSetup() {}

  public FleetSetup set(String key, String value) {
    settings.put(key, value);
    return this;
  }

  /** More than the default application. */
  public FleetSetup applications(String... aliases) {
    applications.addAll(List.of(aliases));
    return this;
  }

  public FleetSetup workers(int count) {
    workers = count;
    return this;
  }

  /** Networks whose ledgers the sandbox has; they close five times a second. */
  public FleetSetup ledgers(String... networks) {
    ledgers.addAll(List.of(networks));
    return this;
  }

  /** A broker of its own instead of the one of all tests. */
  public FleetSetup brokers(String servers) {
    bootstrapServers = servers;
    return this;
  }

  public Fleet start() {
    Sandbox sandbox =
        Sandbox.start(
            SandboxOptions.onAnyPort()
                .withResolveLag(Duration.ofMillis(20))
                .withDispatchDelay(Duration.ofMillis(20))
                .withLedgerInterval(Duration.ofMillis(200)));
    Map<String, SandboxApplication> credentials = new HashMap<>();
    credentials.put("default", SandboxApplication.DEFAULT);
    applications.forEach(alias -> credentials.put(alias, sandbox.addApplication(alias)));
    String servers = bootstrapServers.isEmpty() ? TestBroker.bootstrapServers() : bootstrapServers;
    String prefix = TestBroker.uniquePrefix("fleet");
    Properties all = new Properties();
    all.put("kafka.bootstrap.servers", servers);
    all.put("countersign.topic-prefix", prefix);
    all.put("countersign.group-id", prefix);
    all.put("countersign.partitions", "3");
    all.put("countersign.http.host", "127.0.0.1");
    all.put("countersign.http.port", "0");
    all.put("countersign.platform.url", sandbox.url().toString());
    all.put("countersign.oauth2.url", sandbox.url() + "/oauth2");
    credentials.forEach(
        (alias, application) -> {
          all.put("countersign.applications." + alias + ".api-key", application.key());
          all.put("countersign.applications." + alias + ".api-secret", application.secret());
        });
    ledgers.forEach(
        network ->
            all.put(
                "countersign.ledger." + network + ".urls", sandbox.url() + "/ledger/" + network));
    all.putAll(settings);
    Fleet fleet = new Fleet(sandbox, credentials, all);
    for (int number = 0; number < workers; number++) {
      fleet.startWorker();
    }
    return fleet;
  }

  static CountersignConfig config(Properties settings, String workerId) {
    return ConfigLoader.load(
            Map.of(), settings, null, ConfigLoader.Applications.REQUIRED, () -> workerId)
        .config();
  }
}
