package dev.countersign.worker;

import dev.countersign.config.CountersignConfig;
import dev.countersign.platform.Platform;
import dev.countersign.request.Lifecycle;
import dev.countersign.request.Settings;
import dev.countersign.token.TokenDirectory;
import dev.countersign.token.TokenTail;
import dev.countersign.wire.CommandDecoder;
import dev.countersign.wire.EventCodec;
import dev.countersign.wire.Format;
import dev.countersign.wire.StateCodec;
import dev.countersign.wire.TokenCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaFuture;
import org.jspecify.annotations.Nullable;

/** The owner loop on Kafka, with the token tail it depends on: opened and lost as one. */
final class OwnerJob implements Keeper.Job {
  private static final Duration DRAIN = Duration.ofSeconds(4);
  private static final Duration KAFKA_PROBE = Duration.ofSeconds(5);

  private final KafkaOwnerLog log;
  private final OwnerLoop loop;
  private final Platform platform;
  private final Holdings holdings;
  private final TokenTail tail;
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
      Admin admin,
      Platform platform,
      Mailbox mailbox,
      LoopMetrics metrics,
      Health health,
      InstantSource clock) {
    this.platform = platform;
    this.mailbox = mailbox;
    this.health = health;
    this.admin = admin;
    this.clock = clock;
    this.log = new KafkaOwnerLog(config, admin);
    mailbox.clear();
    TokenDirectory directory = new TokenDirectory();
    String owner = config.groupId() + '-' + config.workerId();
    this.tail =
        new TokenTail(
            Consumers.reader(config.kafka(), owner + "-tokens"),
            Consumers.watermarks(config.kafka(), owner + "-tokens-end"),
            config.topics().userTokens(),
            mailbox::tokensRead,
            mailbox::tokensCaughtUp);
    Lifecycle lifecycle =
        new Lifecycle(
            new Settings(
                Math.toIntExact(config.defaultExpire().toMinutes()),
                config.abandonAfter(),
                config.rememberFor()));
    Format format =
        switch (config.format()) {
          case JSON -> Format.JSON;
          case AVRO -> Format.AVRO;
        };
    StateCodec states = new StateCodec();
    WaitingRoom waitingRoom = new WaitingRoom(config.maxInFlight());
    this.holdings = new Holdings(lifecycle, tail, waitingRoom);
    this.loop =
        new OwnerLoop(
            log,
            platform,
            mailbox,
            new TurnWriter(
                lifecycle,
                new CommandDecoder(config.applications().keySet()),
                new EventCodec(format),
                new TokenCodec(format),
                states,
                directory,
                config.topics(),
                metrics),
            directory,
            clock,
            metrics,
            config.partitions(),
            waitingRoom,
            holdings,
            new Restore(log, states));
  }

  @Override
  public void turn() {
    if (tail.failure() != null) {
      throw new OwnerLog.LogLost("the user-token topic cannot be read", tail.failure());
    }
    wait = loop.turn(wait);
    health.turned(loop.isRestored());
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
    tail.close();
    log.close();
    holdings.all().forEach(partition -> platform.release(partition.states.keySet()));
  }
}
