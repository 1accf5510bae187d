package dev.countersign.simulation;

import dev.countersign.promises.Rule;
import dev.countersign.request.Settings;
import dev.countersign.wire.InboxCodec;
import dev.countersign.wire.InboxWebhook;
import dev.countersign.wire.Partitioner;
import dev.countersign.worker.Codecs;
import dev.countersign.worker.LoopInside;
import dev.countersign.worker.LoopSettings;
import dev.countersign.worker.OwnerLoop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The workers, and what happens to them: crashes, pauses, restarts, comings and goings. */
final class Fleet {
  static final Duration MOST_SKEW = Duration.ofSeconds(2);

  /** Enough for a handful of requests that wait. */
  private static final long LITTLE_MEMORY = 10_000;

  static final String PLATFORM = "http://platform.test";
  static final String PLATFORM_SOCKETS = "ws://platform.test";

  final Agenda agenda;
  final Cluster cluster;
  final World world;
  final Weather weather;
  final PostWatch posts;
  final Journal journal;
  private final LoopSettings settings;
  final Assembly assembly;
  final Findings findings;
  final Steps steps;
  private final Chance chance;
  private final boolean skewed;
  private final boolean mixed;

  /** Room for all sockets, and for all that wait. */
  private final boolean roomy;

  final FleetMemory memory;
  final SimBudgetTopic budget;
  private final Map<String, SimWorker> workers = new TreeMap<>();
  private int incarnations;

  Fleet(
      Agenda agenda,
      Cluster cluster,
      World world,
      Weather weather,
      PostWatch posts,
      Journal journal,
      Findings findings,
      Steps steps,
      Assembly assembly,
      Settings lifecycle,
      Chance chance) {
    this.agenda = agenda;
    this.budget = new SimBudgetTopic(agenda);
    this.cluster = cluster;
    this.world = world;
    this.weather = weather;
    this.posts = posts;
    this.journal = journal;
    this.findings = findings;
    this.steps = steps;
    this.assembly = assembly;
    this.chance = chance;
    this.skewed = chance.of(0.5);
    this.mixed = chance.of(0.2);
    this.memory = new FleetMemory(cluster, world.bank, findings, mixed, lifecycle);
    this.roomy = chance.of(0.6);
    this.settings =
        new LoopSettings(
            "fleet",
            cluster.topics,
            Cluster.PARTITIONS,
            chance.between(1, 16),
            chance.seconds(1, 20),
            roomy ? Long.MAX_VALUE : LITTLE_MEMORY,
            assembly.lifecycle(lifecycle),
            Map::of);
    cluster.onNews(topic -> List.copyOf(workers.values()).forEach(worker -> worker.hear(topic)));
  }

  /** A worker's own view of how far the ledgers are. */
  LoopSettings settings(Supplier<Map<String, Long>> ledgers) {
    return new LoopSettings(
        settings.fleet(),
        settings.topics(),
        settings.partitions(),
        settings.maxCreating(),
        settings.deferredAfter(),
        settings.maxWaitingBytes(),
        settings.lifecycle(),
        ledgers);
  }

  /** Whether there are workers of two releases. */
  boolean isMixed() {
    return mixed;
  }

  /** Whether every worker has room for all sockets. */
  boolean isRoomy() {
    return roomy;
  }

  List<SimWorker> workers() {
    return List.copyOf(workers.values());
  }

  SimWorker start(String name) {
    journal.note(name, () -> "starts");
    Codecs release = mixed && chance.of(0.5) ? History.NEXT_RELEASE : History.CODECS;
    return start(name, weather.isCalm() && mixed ? History.NEXT_RELEASE : release);
  }

  private SimWorker start(String name, Codecs release) {
    SimWorker worker = new SimWorker(name, ++incarnations, this, release, clock(), chance.fork());
    workers.put(name, worker);
    worker.process.expose(() -> stumble(worker));
    return worker;
  }

  /** Clocks of workers differ, from each other and from the platform's. */
  private InstantSource clock() {
    Duration skew =
        skewed ? chance.millis(0, (int) MOST_SKEW.toMillis() * 2).minus(MOST_SKEW) : Duration.ZERO;
    return () -> agenda.instant().plus(skew);
  }

  /** Between any two steps of a commit. */
  private void stumble(SimWorker worker) {
    if (worker.isAlive() && chance.of(weather.roughness() / 30)) {
      boolean deadly = chance.of(0.5);
      // Often for longer than the group waits, and shorter than its transaction lives.
      Duration pause = chance.millis(100, 12_000);
      if (!steps.take("stumble of " + worker.process.name)) {
        return;
      }
      if (deadly) {
        crash(worker);
      } else {
        freeze(worker, pause);
      }
    }
  }

  /** One of the living; null: there is none. */
  @Nullable SimWorker anyone() {
    List<SimWorker> living = workers().stream().filter(SimWorker::isAlive).toList();
    return living.isEmpty() ? null : chance.pick(living);
  }

  /** Dies at once; the group notices later, and somebody starts it again, with nothing left. */
  void crash(SimWorker worker) {
    String member = worker.member();
    String name = worker.process.name;
    journal.note(name, () -> "crashes");
    worker.crash();
    if (member != null) {
      agenda.after(chance.seconds(2, 8), () -> cluster.group.remove(member));
    }
    agenda.after(chance.millis(10, 20_000), () -> startAgain(name));
  }

  /** Stands still, perhaps for longer than the group waits. */
  void freeze(SimWorker worker, Duration length) {
    String member = worker.member();
    journal.note(worker.process.name, () -> "is paused for " + length);
    worker.process.freeze(length);
    if (member != null) {
      agenda.after(
          chance.seconds(3, 6),
          () -> {
            if (worker.process.isFrozen()) {
              journal.note("broker", () -> "evicts " + member);
              cluster.group.remove(member);
            }
          });
    }
  }

  /** Stands still in the middle of its next commit, when its offsets are accepted already. */
  void ambush(SimWorker worker, Duration length) {
    worker.process.ambush(
        () -> {
          if (!weather.isCalm()) {
            freeze(worker, length);
          }
        });
  }

  /** Leaves as on SIGTERM, and comes back. */
  void restart(SimWorker worker) {
    String name = worker.process.name;
    journal.note(name, () -> "is told to stop");
    worker.stop();
    agenda.after(chance.seconds(5, 30), () -> startAgain(name));
  }

  /** From now on everybody is of the next release, where some were. */
  void upgradeAll() {
    if (mixed) {
      workers().stream()
          .filter(worker -> worker.release() == History.CODECS)
          .forEach(this::restart);
    }
  }

  /** Two processes with one worker id would fence each other for ever. */
  private void startAgain(String name) {
    SimWorker former = workers.get(name);
    if (former == null || !former.isAlive()) {
      start(name);
    } else if (former.isStopping()) {
      agenda.after(Duration.ofSeconds(1), () -> startAgain(name));
    }
  }

  /** A verified webhook tells the owner of its request that a payload was resolved. */
  void hint(SimPayload payload) {
    payload.hintedAt = agenda.instant();
    world.calm.hinted(payload);
    cluster.produce(
        InboxCodec.encode(
            new InboxWebhook(
                payload.identifier, payload.application, payload.uuid, payload.signed, null),
            cluster.topics.inbox(),
            Partitioner.partition(payload.identifier, Cluster.PARTITIONS)));
  }

  // --- memory

  /** In calm every partition has an owner, and its memory is the log's. */
  void compareMemories() {
    Set<Integer> owned = new TreeSet<>();
    for (SimWorker worker : workers()) {
      OwnerLoop loop = worker.loop();
      String member = worker.member();
      if (worker.isAlive() && loop != null && member != null) {
        owned.addAll(LoopInside.memory(loop).keySet());
        memory.compare(loop, member, worker.release());
      }
    }
    if (owned.size() != Cluster.PARTITIONS) {
      findings.broken(Rule.AT_WORK, "only " + owned + " are owned and restored");
    }
  }

  /** Everybody leaves and others come, who know only what the log says. */
  void replaceAll() {
    for (SimWorker worker : workers()) {
      crash(worker);
    }
  }
}
