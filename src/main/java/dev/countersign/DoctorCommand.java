package dev.countersign;

import dev.countersign.config.Application;
import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.platform.Keyring;
import dev.countersign.platform.Limits;
import dev.countersign.platform.PlatformProbe;
import dev.countersign.platform.PlatformSettings;
import dev.countersign.worker.Admins;
import io.vertx.core.Vertx;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at everything that a worker needs. Changes nothing. */
@Command(
    name = "doctor",
    description = "Check what a worker needs, and say what to do about what is wrong.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "One line for each finding: ok, warn or FAIL. Looked at are Kafka, topics,",
      "rights, schemas in a registry, ledger nodes, the clock, and each application's",
      "credentials and webhooks. Nothing is changed.",
      "Exit status 0 when nothing fails, 78 when something has to be changed, 69 when",
      "Kafka or the platform does not answer.",
      "",
      "Example: countersign doctor --config worker.properties"
    })
final class DoctorCommand implements Callable<Integer> {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  @Mixin private final Configuration configuration = new Configuration();

  @Override
  public Integer call() throws InterruptedException {
    Terminal.quiet();
    CountersignConfig config = configuration.load(ConfigLoader.Applications.REQUIRED);
    Findings findings = new Findings(System.out);
    Vertx vertx = Vertx.vertx();
    try (Admin admin = Admins.open(config.kafka(), "countersign-doctor");
        TerminalRegistry registry = new TerminalRegistry(config.registry());
        HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build()) {
      for (Check check : checks(config, admin, registry, vertx, http)) {
        check.look(findings);
      }
    } finally {
      vertx.close();
    }
    return findings.status();
  }

  private static List<Check> checks(
      CountersignConfig config,
      Admin admin,
      TerminalRegistry registry,
      Vertx vertx,
      HttpClient http) {
    List<Check> checks = new ArrayList<>();
    checks.add(
        KafkaCheck.first(
            config,
            admin,
            List.of(new TopicsCheck(config, admin), new RightsCheck(config, admin))));
    if (config.registry() != null) {
      checks.add(
          new RegistryCheck(registry.open(config.registry()), new PublicSchemas(config.topics())));
    }
    checks.add(new LedgerCheck(config.ledger(), vertx));
    checks.add(new ClockCheck(config.platform().url(), http, InstantSource.system()));
    PlatformProbe probe =
        new PlatformProbe(
            vertx,
            new PlatformSettings(
                config.platform().url(),
                new Keyring(CredentialsWatch.credentials(config.applications())),
                new Limits(1, 0, 1),
                1,
                null));
    for (Application application : new TreeMap<>(config.applications()).values()) {
      checks.add(
          new ApplicationCheck(
              application, config.platform().url(), probe, new WebhookCheck(http)));
    }
    return checks;
  }
}
