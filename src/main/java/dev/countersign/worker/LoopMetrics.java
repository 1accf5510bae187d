package dev.countersign.worker;

import dev.countersign.metrics.Metric;
import dev.countersign.tracing.Tracing;
import dev.countersign.wire.DeadLetterCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What intake and loop tell about themselves. */
public final class LoopMetrics {
  private final MeterRegistry registry;
  private final Tracing tracing;
  private final Funnel funnel;
  private final QueueMetrics queues;
  private final Timer commits;
  private final Timer turns;
  private final Timer restores;
  private final DistributionSummary turnInputs;
  private final Counter takenIn;
  private final Counter isolated;
  private final AtomicLong partitions;
  private final AtomicLong requests;
  private final AtomicLong open;
  private final AtomicLong waiting;
  private final AtomicLong overdueSeconds;
  private final AtomicLong settling;
  private final AtomicLong settlingSeconds;
  private final AtomicLong mailbox;
  private final AtomicLong restoring;
  private final AtomicLong waitingBytes;
  private final AtomicLong inboxPaused;
  private final AtomicLong inboxLag;
  private final AtomicLong intakePaused;

  /** Why a transaction was none. */
  private enum NotCommitted {
    REFUSED,
    POISONED,
    LOST
  }

  public LoopMetrics(MeterRegistry registry, Tracing tracing) {
    this.registry = registry;
    this.tracing = tracing;
    this.funnel = new Funnel(registry);
    this.queues = new QueueMetrics(registry);
    this.commits = Metric.COMMIT.timer(registry);
    this.turns = Metric.TURN.timer(registry);
    this.restores = Metric.RESTORE.timer(registry);
    this.turnInputs = Metric.TURN_INPUTS.summary(registry);
    this.takenIn = Metric.COMMANDS.counter(registry);
    this.isolated = Metric.ISOLATED.counter(registry);
    this.partitions = gauge(Metric.PARTITIONS);
    this.requests = gauge(Metric.REQUESTS);
    this.open = gauge(Metric.REQUESTS_OPEN);
    this.waiting = gauge(Metric.REQUESTS_WAITING);
    this.overdueSeconds = gauge(Metric.STUCK_OLDEST);
    this.settling = gauge(Metric.SETTLEMENTS_PENDING);
    this.settlingSeconds = gauge(Metric.SETTLEMENTS_OLDEST);
    this.mailbox = gauge(Metric.MAILBOX);
    this.restoring = gauge(Metric.RESTORING);
    this.waitingBytes = gauge(Metric.WAITING_BYTES);
    this.inboxPaused = gauge(Metric.INBOX_PAUSED);
    this.inboxLag = gauge(Metric.INBOX_LAG);
    this.intakePaused = gauge(Metric.INTAKE_PAUSED);
    // What begins with 1 has never increased, as Prometheus sees it.
    for (DeadLetterCode code : DeadLetterCode.values()) {
      Metric.DEAD_LETTERS.counter(registry, code.name());
    }
    for (WebhookFate fate : WebhookFate.values()) {
      delivered(fate);
    }
    for (NotCommitted outcome : NotCommitted.values()) {
      failures(outcome);
    }
  }

  private AtomicLong gauge(Metric metric) {
    AtomicLong value = new AtomicLong();
    metric.gauge(registry, value::get);
    return value;
  }

  private Counter failures(NotCommitted outcome) {
    return Metric.COMMIT_FAILURES.counter(registry, outcome.name().toLowerCase(Locale.ROOT));
  }

  /** Of requests that wait for their create. */
  void waiting(long bytes, boolean isFull) {
    waitingBytes.set(bytes);
    inboxPaused.set(isFull ? 1 : 0);
  }

  /** Between intake and owners. */
  void inbox(long lag, boolean isIntakePaused) {
    inboxLag.set(lag);
    intakePaused.set(isIntakePaused ? 1 : 0);
  }

  void takenIn(int commands) {
    takenIn.increment(commands);
  }

  Tracing tracing() {
    return tracing;
  }

  /** The clients of the job that is being opened; it closes what it gets with them. */
  KafkaMeters kafka() {
    return new KafkaMeters(registry);
  }

  void isolated() {
    isolated.increment();
  }

  /** What a committed turn has told. */
  void told(Turn turn) {
    funnel.told(turn);
    turn.deadLetters.forEach(this::deadLetter);
    turn.webhooks.forEach(fate -> delivered(fate).increment());
  }

  void deadLetter(DeadLetterCode code) {
    Metric.DEAD_LETTERS.counter(registry, code.name()).increment();
  }

  private Counter delivered(WebhookFate fate) {
    return Metric.WEBHOOKS_DELIVERED.counter(registry, fate.name().toLowerCase(Locale.ROOT));
  }

  void committed(Duration took, int inputs) {
    commits.record(took);
    turnInputs.record(inputs);
  }

  void notCommitted(RuntimeException why) {
    NotCommitted outcome = NotCommitted.LOST;
    if (why instanceof OwnerLog.Refused) {
      outcome = NotCommitted.REFUSED;
    } else if (why instanceof OwnerLog.Poisoned) {
      outcome = NotCommitted.POISONED;
    }
    failures(outcome).increment();
  }

  /** A turn that had something to do. */
  void worked(Duration took) {
    turns.record(took);
  }

  /** A partition, since it was assigned. */
  void restored(Duration took) {
    restores.record(took);
  }

  void seen(
      Holdings holdings,
      WaitingRoom waitingRoom,
      Mailbox letters,
      boolean isRestoring,
      Instant now) {
    queues.seen(waitingRoom, now);
    partitions.set(holdings.all().size());
    int known = 0;
    int signable = 0;
    int followed = 0;
    for (OwnedPartition partition : holdings.all()) {
      known += partition.states.size();
      signable += partition.open();
      followed += partition.settling();
    }
    requests.set(known);
    open.set(signable);
    settling.set(followed);
    settlingSeconds.set(seconds(holdings.settlingSince(), now));
    overdueSeconds.set(seconds(holdings.overdueSince(), now));
    waiting.set(waitingRoom.size());
    mailbox.set(letters.size());
    restoring.set(isRestoring ? 1 : 0);
  }

  /** The loop has lost all that it owned; there may be none for a while. */
  void gone() {
    queues.gone();
    List.of(
            partitions,
            requests,
            open,
            waiting,
            overdueSeconds,
            settling,
            settlingSeconds,
            mailbox,
            restoring)
        .forEach(gauge -> gauge.set(0));
    waiting(0, false);
  }

  private static long seconds(@Nullable Instant since, Instant now) {
    return since == null ? 0 : Math.max(0, Duration.between(since, now).toSeconds());
  }
}
