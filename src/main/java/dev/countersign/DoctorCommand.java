package dev.countersign;

import dev.countersign.config.Application;
import dev.countersign.config.ConfigException;
import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.platform.Answer;
import dev.countersign.platform.ApplicationInfo;
import dev.countersign.platform.Keyring;
import dev.countersign.platform.Limits;
import dev.countersign.platform.PlatformProbe;
import dev.countersign.platform.PlatformSettings;
import dev.countersign.worker.Admins;
import dev.countersign.worker.OwnerLog;
import dev.countersign.worker.TopicSetup;
import io.vertx.core.Vertx;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks at everything that a worker needs. Changes nothing. */
@Command(
    name = "doctor",
    description = "Check what a worker needs, and say what to do about what is wrong.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "One line for each finding: ok, warn or FAIL. Exit status 0 when nothing fails,",
      "78 when something has to be changed, 69 when Kafka or the platform does not answer.",
      "",
      "Example: countersign doctor --config worker.properties"
    })
final class DoctorCommand implements Callable<Integer> {
  private static final int PATIENCE_SECONDS = 30;

  @Mixin private final Configuration configuration = new Configuration();
  private int status = Exit.OK;

  @Override
  public Integer call() throws InterruptedException {
    Terminal.quiet();
    CountersignConfig config = configuration.load(ConfigLoader.Applications.REQUIRED);
    kafka(config);
    platform(config);
    return status;
  }

  private void kafka(CountersignConfig config) {
    try (Admin admin = Admins.open(config.kafka(), "countersign-doctor")) {
      TopicSetup topics = new TopicSetup(admin, config);
      topics.check();
      ok("Kafka and topics: all are there, with the right settings");
      String missing = topics.missingBudget();
      if (missing != null) {
        warn(missing);
      }
    } catch (ConfigException e) {
      ok("Kafka: answers");
      e.problems().forEach(problem -> fail(Exit.CONFIG, "topics: " + problem));
    } catch (OwnerLog.LogLost | KafkaException e) {
      fail(
          Exit.UNAVAILABLE,
          "Kafka: %s; check kafka.bootstrap.servers and the other kafka. settings"
              .formatted(e.getMessage()));
    }
  }

  private void platform(CountersignConfig config) throws InterruptedException {
    Vertx vertx = Vertx.vertx();
    try {
      PlatformProbe probe =
          new PlatformProbe(
              vertx,
              new PlatformSettings(
                  config.platform().url(),
                  new Keyring(CredentialsWatch.credentials(config.applications())),
                  new Limits(1, 0, 1),
                  1));
      for (Application application : new TreeMap<>(config.applications()).values()) {
        application(application, config, probe);
      }
    } finally {
      vertx.close();
    }
  }

  private void application(Application application, CountersignConfig config, PlatformProbe probe)
      throws InterruptedException {
    String name = "application " + application.alias();
    String secret = "countersign.applications." + application.alias() + ".api-secret";
    try {
      switch (probe.ping(application.alias()).await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        case Answer.Ok<ApplicationInfo>(ApplicationInfo info) -> accepted(name, application, info);
        case Answer.Unauthorized<ApplicationInfo> refused ->
            fail(
                Exit.CONFIG,
                name + ": " + PlatformProbe.refusal(refused) + "; check its api-key and " + secret);
        case Answer.RateLimited<ApplicationInfo> _ ->
            warn(name + ": the platform takes no more calls for now; ask again in a minute");
        case Answer.NotFound<ApplicationInfo> _,
            Answer.Conflict<ApplicationInfo> _,
            Answer.Refused<ApplicationInfo> _ ->
            fail(
                Exit.CONFIG,
                name
                    + ": "
                    + config.platform().url()
                    + " is not the platform; check"
                    + " countersign.platform.url");
        case Answer.Unclear<ApplicationInfo>(String reason, boolean _) ->
            fail(
                Exit.UNAVAILABLE,
                name + ": no usable answer from " + config.platform().url() + ": " + reason);
      }
    } catch (TimeoutException e) {
      fail(Exit.UNAVAILABLE, name + ": no answer from " + config.platform().url());
    }
  }

  private void accepted(String name, Application application, ApplicationInfo info) {
    String known = name + ": \"" + info.name() + "\", key " + application.apiKey();
    if (info.disabled()) {
      fail(Exit.CONFIG, known + ", is disabled in the platform's console");
      return;
    }
    ok(
        known
            + (info.webhookUrl() == null
                ? ", no webhook set in the platform's console"
                : ", webhooks go to " + info.webhookUrl()));
    if (application.previousSecret() != null) {
      warn(name + ": a previous secret is still accepted; remove it once the change is done");
    }
  }

  private static void ok(String finding) {
    System.out.println("ok    " + finding);
  }

  private static void warn(String finding) {
    System.out.println("warn  " + finding);
  }

  /** What has to be changed weighs more than what may pass. */
  private void fail(int exit, String finding) {
    System.out.println("FAIL  " + finding);
    status = Math.max(status, exit);
  }
}
