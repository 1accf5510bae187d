package dev.countersign.simulation;

import dev.countersign.ledger.Ledgers;
import dev.countersign.platform.Dispatcher;
import dev.countersign.platform.Gate;
import dev.countersign.platform.Limits;
import dev.countersign.platform.Platform;
import dev.countersign.platform.PlatformListener;
import dev.countersign.platform.Ports;
import dev.countersign.platform.Timers;
import dev.countersign.platform.budget.Outlook;
import dev.countersign.promises.Rule;
import dev.countersign.request.Signal;
import dev.countersign.tracing.Tracing;
import dev.countersign.worker.Codecs;
import dev.countersign.worker.LoopInside;
import dev.countersign.worker.LoopMetrics;
import dev.countersign.worker.Mailbox;
import dev.countersign.worker.Outside;
import dev.countersign.worker.OwnerLog;
import dev.countersign.worker.OwnerLoop;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One process of the fleet from its start to its end, wired as the real worker is. */
final class SimWorker implements PlatformListener {
  private static final Duration IDLE = Duration.ofMillis(400);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);
  private static final Duration A_TURN = Duration.ofNanos(300_000);
  private static final int MOST_SPINS = 500;
  private static final int MOST_REFUSALS = 300;
  private static final Duration DRAIN = Duration.ofSeconds(4);
  private static final CompositeMeterRegistry NO_METERS = new CompositeMeterRegistry();
  private static final LoopMetrics NO_METRICS = new LoopMetrics(NO_METERS, Tracing.off());

  final SimProcess process;
  private final Fleet fleet;
  private final Codecs release;
  private final InstantSource clock;
  private final Chance chance;
  private final Mailbox mailbox = new Mailbox();
  private final Map<String, Gate> gates = new HashMap<>();
  private final SimSockets sockets;
  private final Dispatcher dispatcher;
  private final Ledgers ledgers;
  private final Platform platform;
  private final PlatformListener letters;
  private @Nullable Job job;
  private Timers.Timer nextTurn = () -> {};
  private Instant nextTurnAt = Instant.MAX;
  private boolean running;
  private boolean woken;
  private Duration idle = IDLE;
  private @Nullable Instant stopBy;
  private int openings;
  private int spins;

  /** What is opened, and lost, as one. */
  private record Job(SimOwnerLog log, SimTokenTail tail, OwnerLoop loop) {}

  SimWorker(
      String name,
      int incarnation,
      Fleet fleet,
      Codecs release,
      InstantSource clock,
      Chance chance) {
    this.release = release;
    this.fleet = fleet;
    this.clock = clock;
    this.chance = chance;
    this.openings = incarnation * 1_000;
    this.process = new SimProcess(name, fleet.agenda);
    this.letters = fleet.assembly.listener(mailbox);
    this.sockets = new SimSockets(fleet.world, fleet.weather, process, fleet.agenda, chance.fork());
    this.dispatcher =
        new Dispatcher(
            new Ports(
                step -> process.after(Duration.ofNanos(200_000), step),
                process::after,
                clock,
                chance.fork().generator()),
            fleet.assembly.api(
                new SimApi(
                    fleet.world,
                    fleet.weather,
                    fleet.posts,
                    process,
                    fleet.agenda,
                    chance.fork(),
                    fleet.journal)),
            new SimJwts(chance.fork()),
            fleet.assembly.sockets(sockets),
            URI.create(Fleet.PLATFORM),
            new Limits(chance.between(2, 64), fleet.isRoomy() ? 100 : chance.between(2, 20), 200),
            new SimBudgetLog(fleet.budget, process, fleet.agenda, fleet.weather, chance.fork()),
            this,
            NO_METERS,
            Tracing.off());
    this.ledgers =
        fleet.assembly.ledgers(
            new SimLedgers(
                fleet.world.bank,
                process,
                fleet.agenda,
                chance.fork(),
                fleet.findings,
                this::signal));
    this.platform = fleet.assembly.platform(new Outside(dispatcher, ledgers), process::after);
    dispatcher.probe(Commands.APPLICATIONS);
    plan(Duration.ZERO);
  }

  @Override
  public void signal(String requestId, Signal signal) {
    fleet.journal.note(process.name, () -> requestId + " ← " + Text.brief(signal));
    letters.signal(requestId, signal);
    wake();
  }

  @Override
  public void gate(String application, Gate gate) {
    gates.put(application, gate);
    letters.gate(application, gate);
    wake();
  }

  @Override
  public void permits(String application, int creates) {
    letters.permits(application, creates);
    wake();
  }

  @Override
  public void outlook(String application, @Nullable Outlook outlook) {
    letters.outlook(application, outlook);
    wake();
  }

  /** There may be something to poll. */
  void wake() {
    woken = true;
    if (!running && nextTurnAt.isAfter(fleet.agenda.instant().plusMillis(2))) {
      plan(Duration.ofMillis(1));
    }
  }

  void hear(String topic) {
    if (job != null && topic.equals(fleet.cluster.topics.userTokens())) {
      job.tail().plan();
    } else if (topic.equals(fleet.cluster.topics.inbox())) {
      wake();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Codecs release() {
    return release;
  }

  boolean isStopping() {
    return stopBy != null;
  }

  @Nullable OwnerLoop loop() {
    return job == null ? null : job.loop();
  }

  @Nullable String member() {
    return job == null ? null : job.log().member();
  }

  void disturbSockets() {
    sockets.disturb();
  }

  void crash() {
    process.die();
    sockets.end();
  }

  /** As on SIGTERM. */
  void stop() {
    if (stopBy == null) {
      stopBy = fleet.agenda.instant().plus(DRAIN);
      if (job != null) {
        job.loop().drain();
      }
      wake();
    }
  }

  private void plan(Duration in) {
    nextTurn.cancel();
    nextTurnAt = fleet.agenda.instant().plus(in);
    nextTurn = process.after(in, this::turn);
  }

  private void turn() {
    nextTurnAt = Instant.MAX;
    running = true;
    woken = false;
    try {
      Job open = job == null ? open() : job;
      job = open;
      Duration wait = open.loop().turn(Duration.ZERO);
      if (open.log().refusals() > MOST_REFUSALS) {
        fleet.findings.broken(Rule.AT_WORK, process.name + " is refused again and again");
      }
      if (chance.of(0.02)) {
        fleet.memory.compare(open.loop(), open.log().member(), release);
      }
      if (isSettled(open)) {
        end(open);
      } else {
        plan(next(open, wait));
      }
    } catch (Crashed _) {
      // Whoever crashed us has seen to the rest.
      return;
    } catch (OwnerLog.LogLost e) {
      fleet.journal.note(process.name, () -> "opens its log anew: " + e.getMessage());
      close();
      plan(Duration.ofSeconds(1));
    } finally {
      running = false;
    }
  }

  private Duration next(Job open, Duration wait) {
    if (open.log().isRestoring()) {
      return chance.millis(1, 15);
    }
    spins = wait.isZero() && !woken && !open.log().hasMore() ? spins + 1 : 0;
    if (spins > MOST_SPINS) {
      spins = 0;
      fleet.findings.broken(Rule.AT_WORK, process.name + " spins");
    }
    if (woken || open.log().hasMore() || wait.compareTo(IDLE) < 0) {
      idle = IDLE;
      return woken || wait.compareTo(A_TURN) < 0 || open.log().hasMore() ? A_TURN : wait;
    }
    // A loop that has nothing to do may also be late.
    idle = idle.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? idle.multipliedBy(2) : LONGEST_WAIT;
    return idle;
  }

  private Job open() {
    LoopInside.clear(mailbox);
    SimTokenTail tail =
        new SimTokenTail(
            fleet.cluster.topic(fleet.cluster.topics.userTokens()),
            process,
            chance.fork(),
            updates -> {
              mailbox.tokensRead(updates);
              wake();
            },
            ticket -> {
              mailbox.tokensCaughtUp(ticket);
              wake();
            });
    SimOwnerLog log =
        new SimOwnerLog(
            fleet.cluster,
            process,
            chance.fork(),
            fleet.journal,
            process.name + '#' + openings++,
            fleet.weather,
            fleet.assembly.isEpochRenewed());
    OwnerLoop loop =
        new OwnerLoop(
            fleet.assembly.log(log, fleet.cluster, platform),
            platform,
            fleet.assembly.tokens(tail, mailbox),
            mailbox,
            fleet.assembly.codecs(release),
            fleet.settings(ledgers::validated),
            gates,
            clock,
            NO_METRICS);
    if (stopBy != null) {
      loop.drain();
    }
    return new Job(log, tail, loop);
  }

  private void close() {
    if (job != null) {
      job.tail().close();
      job.log().close();
      job.loop().abandon();
      job = null;
    }
  }

  private boolean isSettled(Job open) {
    return stopBy != null
        && (!open.loop().isCreating() || !fleet.agenda.instant().isBefore(stopBy));
  }

  private void end(Job open) {
    fleet.journal.note(process.name, () -> "stops as " + open.log().member());
    close();
    dispatcher.close();
    crash();
  }
}
