package dev.countersign.worker;

import dev.countersign.request.Event;
import dev.countersign.tracing.Tracing;
import dev.countersign.wire.DeadLetterCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the loop tells about itself. Metric names are API. */
public final class LoopMetrics {
  private final MeterRegistry registry;
  private final Tracing tracing;
  private final Timer commits;
  private final DistributionSummary turnInputs;
  private final Counter takenIn;
  private final Counter isolated;
  private final AtomicInteger partitions;
  private final AtomicInteger requests;
  private final AtomicInteger waiting;
  private final AtomicInteger mailbox;
  private final AtomicInteger restoring;
  private final AtomicLong waitingBytes;
  private final AtomicInteger inboxPaused;
  private final AtomicLong inboxLag;
  private final AtomicInteger intakePaused;
  private final QueueMetrics queues;

  public LoopMetrics(MeterRegistry registry, Tracing tracing) {
    this.registry = registry;
    this.tracing = tracing;
    this.commits =
        Timer.builder("countersign.commit")
            .description("Time of a turn's transaction")
            .publishPercentileHistogram()
            .register(registry);
    this.turnInputs =
        DistributionSummary.builder("countersign.turn.inputs")
            .description("Signals applied in one turn")
            .register(registry);
    this.takenIn =
        Counter.builder("countersign.commands").description("Commands taken in").register(registry);
    this.isolated =
        Counter.builder("countersign.inputs.isolated")
            .description("Inputs put aside because they broke the worker's code")
            .register(registry);
    this.partitions = gauge("countersign.partitions", "Partitions owned by this worker");
    this.requests = gauge("countersign.requests", "Requests remembered by this worker");
    this.waiting = gauge("countersign.requests.waiting", "Requests that wait for their create");
    this.mailbox = gauge("countersign.mailbox", "Signals not yet taken by the loop");
    this.waitingBytes =
        largeGauge("countersign.waiting.bytes", "Memory that is held by requests that wait");
    this.inboxPaused =
        gauge("countersign.inbox.paused", "1 while those that wait take all they may of memory");
    this.inboxLag =
        largeGauge("countersign.inbox.lag", "Records in the inbox that no owner has worked off");
    this.intakePaused =
        gauge("countersign.intake.paused", "1 while commands are left in the command topic");
    this.queues = new QueueMetrics(registry);
    this.restoring = gauge("countersign.restoring", "1 while partitions are being restored");
  }

  private AtomicInteger gauge(String name, String description) {
    AtomicInteger value = new AtomicInteger();
    io.micrometer.core.instrument.Gauge.builder(name, value, AtomicInteger::get)
        .description(description)
        .register(registry);
    return value;
  }

  private AtomicLong largeGauge(String name, String description) {
    AtomicLong value = new AtomicLong();
    io.micrometer.core.instrument.Gauge.builder(name, value, AtomicLong::get)
        .description(description)
        .register(registry);
    return value;
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

  void isolated() {
    isolated.increment();
  }

  void event(Event event) {
    Counter.builder("countersign.events")
        .description("Events published")
        .tag("type", event.type().name())
        .tag("application", event.subject().application())
        .register(registry)
        .increment();
  }

  void deadLetter(DeadLetterCode code) {
    Counter.builder("countersign.dead.letters")
        .description("Records sent to the dead letters")
        .tag("code", code.name())
        .register(registry)
        .increment();
  }

  void webhook(WebhookFate fate) {
    Counter.builder("countersign.webhooks.delivered")
        .description("Webhooks that have reached the owner of their request")
        .tag("fate", fate.name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
  }

  void committed(Duration took, int inputs) {
    commits.record(took);
    turnInputs.record(inputs);
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
    for (OwnedPartition partition : holdings.all()) {
      known += partition.states.size();
    }
    requests.set(known);
    waiting.set(waitingRoom.size());
    mailbox.set(letters.size());
    restoring.set(isRestoring ? 1 : 0);
  }
}
