package dev.countersign.worker;

import dev.countersign.config.CountersignConfig;
import dev.countersign.ledger.Ledgers;
import dev.countersign.metrics.Metric;
import dev.countersign.platform.Gate;
import dev.countersign.platform.Platform;
import dev.countersign.platform.PlatformListener;
import dev.countersign.platform.budget.BudgetLog;
import dev.countersign.platform.budget.Outlook;
import dev.countersign.request.Signal;
import dev.countersign.tracing.Tracing;
import dev.countersign.wire.CommandPeek;
import dev.countersign.wire.Encodings;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process's share of the fleet: the intake, the owner loop, and what they need. */
public final class Worker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Worker.class);
  private static final Duration STOP = Duration.ofMillis(5_500);
  private static final Duration INTERRUPTED = Duration.ofMillis(1_500);

  private final CountersignConfig config;
  private final InstantSource clock;
  private final Health health;
  private final LoopMetrics metrics;
  private final Admin admin;
  private final Mailbox mailbox = new Mailbox();
  private final KafkaBudgetLog budgetLog = new KafkaBudgetLog();
  private final Requests requests;
  private final Members members;
  private final Cancels cancels;
  private final RecentEvents events = new RecentEvents();
  private final List<Keeper> keepers = new ArrayList<>();
  private @Nullable Keeper budgetKeeper;
  private volatile @Nullable WebhookWriter webhooks;

  public Worker(
      CountersignConfig config, MeterRegistry registry, Tracing tracing, InstantSource clock) {
    this.config = config;
    this.clock = clock;
    this.health = new Health(clock);
    this.metrics = new LoopMetrics(registry, tracing);
    Metric.PARTITIONS_OF_ALL.gauge(registry, config::partitions);
    this.admin = Admins.open(config.kafka(), config.groupId() + '-' + config.workerId());
    Owners owners = new Owners(admin, config.groupId(), config.topics().inbox(), clock);
    this.requests = new Requests(config.groupId(), config.partitions(), mailbox, owners);
    this.members = new Members(config.partitions(), owners, requests::clientId);
    this.cancels = new Cancels(config);
  }

  /** What the fleet knows of its budget; it is read once the work has begun. */
  public BudgetLog budgetLog() {
    return budgetLog;
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

      @Override
      public void permits(String application, int creates) {
        mailbox.permits(application, creates);
      }

      @Override
      public void outlook(String application, @Nullable Outlook outlook) {
        mailbox.outlook(application, outlook);
      }
    };
  }

  /**
   * Creates or checks the topics, then begins to work.
   *
   * @param advertised where other workers reach this one
   * @param encodings of the public topics
   * @throws dev.countersign.config.ConfigException the topics would break a promise
   * @throws OwnerLog.LogLost Kafka cannot be reached; it may be tried again
   */
  public void start(Platform platform, Ledgers ledgers, URI advertised, Encodings encodings) {
    TopicSetup topics = new TopicSetup(admin, config);
    if (config.autoCreateTopics()) {
      topics.create();
    }
    topics.check();
    String missingBudget = topics.missingBudget();
    // Not before: a producer that asks for a topic may make it, and with the wrong settings.
    webhooks = WebhookWriter.open(config);
    health.fine("worker");
    requests.member(
        new MemberName(config.groupId() + '-' + config.workerId(), advertised).clientId());
    shareBudget(missingBudget);
    events.from(() -> EventSource.open(config, encodings.schemas()));
    keepers.add(
        new Keeper(
            "intake",
            () ->
                new Intake(
                    config,
                    admin,
                    metrics,
                    health,
                    inboxLag(),
                    encodings.schemas(),
                    clock,
                    CommandPeek::at),
            health));
    keepers.add(
        new Keeper(
            "owner",
            () ->
                new OwnerJob(
                    config,
                    encodings,
                    advertised,
                    admin,
                    platform,
                    ledgers,
                    mailbox,
                    metrics,
                    health,
                    clock),
            health));
    keepers.forEach(Keeper::start);
  }

  private InboxLag inboxLag() {
    InboxOffsets offsets =
        new InboxOffsets(admin, config.groupId(), config.topics().inbox(), config.partitions());
    return new InboxLag(offsets::lag, config.maxInboxLag(), clock);
  }

  /**
   * @param missing what is wrong without its topic; null: that is there
   */
  private void shareBudget(@Nullable String missing) {
    if (missing == null) {
      Keeper keeper = new Keeper("budget", () -> budgetLog.open(config), health);
      keeper.start();
      budgetKeeper = keeper;
    } else {
      log.atWarn().log(missing);
      health.note("budget", missing);
      budgetLog.alone();
    }
  }

  public Health health() {
    return health;
  }

  /** What is known of requests, from the start on. */
  public Requests requests() {
    return requests;
  }

  /** Who else is there. */
  public Members members() {
    return members;
  }

  public Cancels cancels() {
    return cancels;
  }

  /** What is published, for those who look on; from the start of the work on. */
  public RecentEvents events() {
    return events;
  }

  /** Takes webhooks from the start of the work on; before, it fails. */
  public WebhookInbox webhooks() {
    return (application, webhook) -> {
      WebhookWriter writer = webhooks;
      return writer == null
          ? CompletableFuture.failedFuture(new IllegalStateException("the worker is starting"))
          : writer.put(application, webhook);
    };
  }

  /** Hands over: no new work, what is under way is finished, the group is left. */
  @Override
  public void close() {
    events.close();
    keepers.forEach(Keeper::stop);
    if (!ended(STOP)) {
      log.atWarn().log("still busy, probably waiting for Kafka: interrupted");
      keepers.forEach(Keeper::interrupt);
      ended(INTERRUPTED);
    }
    Keeper budget = budgetKeeper;
    if (budget != null) {
      budget.stop();
      if (!budget.await(INTERRUPTED)) {
        budget.interrupt();
      }
    }
    WebhookWriter writer = webhooks;
    if (writer != null) {
      writer.close();
    }
    admin.close(Duration.ZERO);
  }

  private boolean ended(Duration patience) {
    Instant deadline = clock.instant().plus(patience);
    boolean ended = true;
    for (Keeper keeper : keepers) {
      ended &= keeper.await(Duration.between(clock.instant(), deadline));
    }
    return ended;
  }
}
