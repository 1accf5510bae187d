package dev.countersign.worker;

import dev.countersign.config.CountersignConfig;
import dev.countersign.config.LedgerSettings;
import dev.countersign.ledger.Ledgers;
import dev.countersign.platform.Platform;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.Networks;
import dev.countersign.request.Settings;
import dev.countersign.token.TokenTail;
import dev.countersign.wire.Encodings;
import dev.countersign.wire.SchemaIds;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/** The owner loop on Kafka, with the token tail it depends on: opened and lost as one. */
final class OwnerJob implements Keeper.Job {
  private static final Duration DRAIN = Duration.ofSeconds(4);
  private static final Duration KAFKA_PROBE = Duration.ofSeconds(5);

  private final KafkaOwnerLog log;
  private final TokenTail tail;
  private final OwnerLoop loop;
  private final KafkaMeters meters;
  private final Mailbox mailbox;
  private final Health health;
  private final Admin admin;
  private final InstantSource clock;
  private Duration wait = Duration.ZERO;
  private Instant nextProbe = Instant.EPOCH;
  private @Nullable KafkaFuture<String> probe;
  private @Nullable Instant drainUntil;

  OwnerJob(
      CountersignConfig config,
      Encodings encodings,
      URI advertised,
      Admin admin,
      Platform platform,
      Ledgers ledgers,
      Mailbox mailbox,
      LoopMetrics metrics,
      Health health,
      InstantSource clock) {
    this.mailbox = mailbox;
    this.health = health;
    this.admin = admin;
    this.clock = clock;
    mailbox.clear();
    this.tail = tail(config, encodings.schemas(), clock, mailbox);
    try {
      this.log = new KafkaOwnerLog(config, advertised, admin);
    } catch (RuntimeException e) {
      tail.close();
      throw e;
    }
    this.loop =
        new OwnerLoop(
            log,
            new Outside(platform, ledgers),
            tail,
            mailbox,
            Codecs.of(config.applications().keySet(), encodings),
            new LoopSettings(
                config.groupId(),
                config.topics(),
                config.partitions(),
                config.maxInFlight(),
                config.deferredAfter(),
                config.maxWaitingBytes(),
                lifecycle(config),
                ledgers::validated),
            health.gates(),
            clock,
            metrics);
    this.meters = metrics.kafka();
    log.measure(meters);
  }

  private static TokenTail tail(
      CountersignConfig config, SchemaIds schemas, InstantSource clock, Mailbox mailbox) {
    String owner = config.groupId() + '-' + config.workerId();
    return new TokenTail(
        Consumers.reader(config.kafka(), owner + "-tokens"),
        Consumers.watermarks(config.kafka(), owner + "-tokens-end"),
        config.topics().userTokens(),
        schemas,
        clock,
        mailbox::tokensRead,
        mailbox::tokensCaughtUp);
  }

  private static Lifecycle lifecycle(CountersignConfig config) {
    return new Lifecycle(
        new Settings(
            Math.toIntExact(config.defaultExpire().toMinutes()),
            config.abandonAfter(),
            config.rememberFor(),
            config.reconcileEvery(),
            config.deferredAfter(),
            networks(config.ledger()),
            config.ledger().settleWithin()));
  }

  private static Networks networks(LedgerSettings ledger) {
    return new Networks(
        ledger.networks().entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, network -> network.getValue().id())));
  }

  @Override
  public void turn() {
    if (tail.failure() != null) {
      throw new OwnerLog.LogLost("the user-token topic cannot be read", tail.failure());
    }
    wait = loop.turn(wait);
    health.turned(loop.awaited());
    health.note("inbox", loop.full());
    health.note("settlement", loop.unsettled());
    probeKafka();
  }

  /** Polling a dead broker is silent, so somebody has to ask. */
  private void probeKafka() {
    Instant now = clock.instant();
    KafkaFuture<String> asked = probe;
    if (asked != null && asked.isDone()) {
      if (!asked.isCompletedExceptionally()) {
        health.kafkaAnswered();
      }
      probe = null;
    }
    if (probe == null && !now.isBefore(nextProbe)) {
      nextProbe = now.plus(KAFKA_PROBE);
      probe =
          admin
              .describeCluster(new DescribeClusterOptions().timeoutMs((int) KAFKA_PROBE.toMillis()))
              .clusterId();
    }
  }

  @Override
  public void wakeup() {
    mailbox.wake();
  }

  /** Creates under way are waited for, so that none is left in doubt. */
  @Override
  public boolean isSettled() {
    Instant now = clock.instant();
    if (drainUntil == null) {
      loop.drain();
      drainUntil = now.plus(DRAIN);
    }
    return !loop.isCreating() || now.isAfter(drainUntil);
  }

  @Override
  public void close() {
    meters.close();
    tail.close();
    log.close();
    loop.abandon();
  }
}
