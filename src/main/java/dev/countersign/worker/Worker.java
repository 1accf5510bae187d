package dev.countersign.worker;

import dev.countersign.config.CountersignConfig;
import dev.countersign.platform.Gate;
import dev.countersign.platform.Platform;
import dev.countersign.platform.PlatformListener;
import dev.countersign.request.Signal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** One process's share of the fleet: the intake, the owner loop, and what they need. */
public final class Worker implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(9);

  private final Health health;
  private final Admin admin;
  private final Keeper owner;
  private final Keeper intake;

  /**
   * Starts a worker. It keeps trying for as long as Kafka cannot be reached.
   *
   * @param platform makes the platform, given who listens to it
   */
  public Worker(
      CountersignConfig config,
      Function<PlatformListener, Platform> platform,
      MeterRegistry registry,
      InstantSource clock) {
    this.health = new Health(clock);
    Map<String, Object> adminSettings = new HashMap<>();
    adminSettings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 6_000);
    adminSettings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    adminSettings.putAll(config.kafka().admin());
    adminSettings.put(
        AdminClientConfig.CLIENT_ID_CONFIG, config.groupId() + '-' + config.workerId());
    this.admin = Admin.create(adminSettings);
    Mailbox mailbox = new Mailbox();
    Platform calls = platform.apply(listener(mailbox));
    LoopMetrics metrics = new LoopMetrics(registry);
    this.intake = new Keeper("intake", () -> new Intake(config, admin, metrics), health);
    this.owner =
        new Keeper(
            "owner",
            () -> new OwnerJob(config, admin, calls, mailbox, metrics, health, clock),
            health);
  }

  private PlatformListener listener(Mailbox mailbox) {
    return new PlatformListener() {
      @Override
      public void signal(String requestId, Signal signal) {
        mailbox.signal(requestId, signal);
      }

      @Override
      public void gate(String application, Gate gate) {
        health.gate(application, gate);
        mailbox.gate(application, gate);
      }
    };
  }

  /**
   * Creates or checks the topics, then starts to work.
   *
   * @throws dev.countersign.config.ConfigException the topics would break a promise
   * @throws OwnerLog.LogLost Kafka cannot be reached; it may be tried again
   */
  public void start(CountersignConfig config) {
    TopicSetup topics = new TopicSetup(admin, config);
    if (config.autoCreateTopics()) {
      topics.create();
    }
    topics.check();
    health.fine("worker");
    intake.start();
    owner.start();
  }

  public Health health() {
    return health;
  }

  /** Hands over: no new work, what is under way is finished, the group is left. */
  @Override
  public void close() {
    intake.stop();
    owner.stop();
    intake.await(STOP);
    owner.await(STOP);
    admin.close(Duration.ofSeconds(1));
  }
}
