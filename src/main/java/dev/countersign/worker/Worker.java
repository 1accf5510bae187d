package dev.countersign.worker;

import dev.countersign.config.CountersignConfig;
import dev.countersign.platform.Gate;
import dev.countersign.platform.Platform;
import dev.countersign.platform.PlatformListener;
import dev.countersign.request.Signal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** One process's share of the fleet: the intake, the owner loop, and what they need. */
public final class Worker implements AutoCloseable {
  private static final Duration STOP = Duration.ofSeconds(8);

  private final CountersignConfig config;
  private final InstantSource clock;
  private final Health health;
  private final LoopMetrics metrics;
  private final Admin admin;
  private final Mailbox mailbox = new Mailbox();
  private final List<Keeper> keepers = new ArrayList<>();

  public Worker(CountersignConfig config, MeterRegistry registry, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.health = new Health(clock);
    this.metrics = new LoopMetrics(registry);
    Map<String, Object> settings = new HashMap<>();
    // Within the ten seconds in which a worker must be able to stop.
    settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 6_000);
    settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    settings.putAll(config.kafka().admin());
    settings.put(AdminClientConfig.CLIENT_ID_CONFIG, config.groupId() + '-' + config.workerId());
    this.admin = Admin.create(settings);
  }

  /** Where the platform has to send what it has to say. */
  public PlatformListener listener() {
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
   * Creates or checks the topics, then begins to work.
   *
   * @throws dev.countersign.config.ConfigException the topics would break a promise
   * @throws OwnerLog.LogLost Kafka cannot be reached; it may be tried again
   */
  public void start(Platform platform) {
    TopicSetup topics = new TopicSetup(admin, config);
    if (config.autoCreateTopics()) {
      topics.create();
    }
    topics.check();
    health.fine("worker");
    keepers.add(new Keeper("intake", () -> new Intake(config, admin, metrics), health));
    keepers.add(
        new Keeper(
            "owner",
            () -> new OwnerJob(config, admin, platform, mailbox, metrics, health, clock),
            health));
    keepers.forEach(Keeper::start);
  }

  public Health health() {
    return health;
  }

  /** Hands over: no new work, what is under way is finished, the group is left. */
  @Override
  public void close() {
    Instant deadline = clock.instant().plus(STOP);
    keepers.forEach(Keeper::stop);
    keepers.forEach(keeper -> keeper.await(Duration.between(clock.instant(), deadline)));
    admin.close(Duration.ofMillis(500));
  }
}
