package dev.countersign.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.promises.Rule;
import dev.countersign.request.RequestState;
import dev.countersign.request.Settings;
import dev.countersign.wire.InboxCodec;
import dev.countersign.wire.InboxWebhook;
import dev.countersign.wire.Partitioner;
import dev.countersign.wire.StateCodec;
import dev.countersign.wire.StateSchemas;
import dev.countersign.worker.Codecs;
import dev.countersign.worker.LoopInside;
import dev.countersign.worker.LoopSettings;
import dev.countersign.worker.OwnerLoop;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
  final LoopSettings settings;
  final Assembly assembly;
  final Findings findings;
  final Steps steps;
  private final Chance chance;
  private final boolean skewed;
  private final boolean mixed;

  /** Room for all sockets, and for all that wait. */
  private final boolean roomy;

  final SimBudgetTopic budget;
  private final Map<String, SimWorker> workers = new TreeMap<>();
  private final Map<byte[], RequestState> decoded = new IdentityHashMap<>();
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
    this.roomy = chance.of(0.6);
    this.settings =
        new LoopSettings(
            "fleet",
            cluster.topics,
            Cluster.PARTITIONS,
            chance.between(1, 16),
            chance.seconds(1, 20),
            roomy ? Long.MAX_VALUE : LITTLE_MEMORY,
            assembly.lifecycle(lifecycle));
    cluster.onNews(topic -> List.copyOf(workers.values()).forEach(worker -> worker.hear(topic)));
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

  /** What the log says that the fleet remembers, as any release understands it. */
  private Map<String, RequestState> remembered(int partition) {
    return remembered(partition, History.NEXT_RELEASE);
  }

  private Map<String, RequestState> remembered(int partition, Codecs release) {
    Map<String, byte[]> newest = new HashMap<>();
    for (PartitionLog.Seen seen : cluster.state(partition).committed()) {
      String key = new String(seen.record().key(), UTF_8);
      if (seen.record().value() == null) {
        newest.remove(key);
      } else if (!StateCodec.isSchemaKey(key)) {
        newest.put(key, seen.record().value());
      }
    }
    Map<String, RequestState> states = new TreeMap<>();
    newest.forEach(
        (key, value) -> {
          if (mixed
              && release.states().decode(value, new StateSchemas())
                  instanceof StateCodec.Decoded.Held) {
            return;
          }
          states.put(key, decoded.computeIfAbsent(value, Fleet::decode));
        });
    return states;
  }

  private static RequestState decode(byte[] value) {
    return switch (History.NEXT_RELEASE.states().decode(value, new StateSchemas())) {
      case StateCodec.Decoded.Understood(RequestState state) -> state;
      case StateCodec.Decoded.Held(String why) ->
          throw new IllegalStateException("a state of ours is held: " + why);
    };
  }

  /** What a newer release has written is not overwritten by an older one (CONTRACT §6.10). */
  void compareReleases() {
    for (int partition = 0; mixed && partition < Cluster.PARTITIONS; partition++) {
      Set<String> newer = new HashSet<>();
      for (PartitionLog.Seen seen : cluster.state(partition).committed()) {
        String key = new String(seen.record().key(), UTF_8);
        byte[] value = seen.record().value();
        if (value == null || StateCodec.isSchemaKey(key)) {
          newer.remove(key);
        } else if (History.CODECS.states().decode(value, new StateSchemas())
            instanceof StateCodec.Decoded.Held) {
          newer.add(key);
        } else if (newer.contains(key)) {
          findings.broken(Rule.RELEASES, "a newer state of " + key + " was overwritten");
        }
      }
    }
  }

  /** The memory of an owner must equal what a fresh worker would restore. */
  void compareMemory(OwnerLoop loop, String member, Codecs release) {
    Map<Integer, Map<String, RequestState>> memory = LoopInside.memory(loop);
    memory.forEach(
        (partition, states) -> {
          if (member.equals(cluster.group.owner(partition))) {
            Map<String, RequestState> logged = remembered(partition, release);
            List<String> ids = new ArrayList<>(logged.keySet());
            ids.addAll(states.keySet());
            for (String id : ids) {
              if (!Objects.equals(logged.get(id), states.get(id))) {
                findings.broken(
                    Rule.RESTORABLE,
                    "memory differs from the log for "
                        + id
                        + ": "
                        + states.get(id)
                        + " / log: "
                        + logged.get(id));
              }
            }
          }
        });
  }

  /** In calm every partition has an owner, and its memory is the log's. */
  void compareMemories() {
    Set<Integer> owned = new TreeSet<>();
    for (SimWorker worker : workers()) {
      OwnerLoop loop = worker.loop();
      String member = worker.member();
      if (worker.isAlive() && loop != null && member != null) {
        owned.addAll(LoopInside.memory(loop).keySet());
        compareMemory(loop, member, worker.release());
      }
    }
    if (owned.size() != Cluster.PARTITIONS) {
      findings.broken(Rule.AT_WORK, "only " + owned + " are owned and restored");
    }
  }

  /** What has been remembered for long enough is in nobody's state any more. */
  void compareForgotten(Duration rememberFor) {
    Instant ended = agenda.instant().minus(rememberFor).minus(Duration.ofMinutes(1));
    for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
      remembered(partition)
          .forEach(
              (id, state) -> {
                boolean isDue =
                    switch (state) {
                      case RequestState.Ended over -> over.endedAt().isBefore(ended);
                      case RequestState.CancelAhead ahead -> ahead.at().isBefore(ended);
                      case RequestState.Unknown _,
                          RequestState.Queued _,
                          RequestState.Creating _,
                          RequestState.Open _,
                          RequestState.Lingering _ ->
                          false;
                    };
                if (isDue) {
                  findings.broken(Rule.MEMORY_OF_ENDS, id + " is never forgotten: " + state);
                }
              });
    }
  }

  /** Everybody leaves and others come, who know only what the log says. */
  void replaceAll() {
    for (SimWorker worker : workers()) {
      crash(worker);
    }
  }

  /** Whether everything that was asked for is over. */
  boolean isQuiet() {
    for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
      for (RequestState state : remembered(partition).values()) {
        boolean over =
            switch (state) {
              case RequestState.Ended _, RequestState.CancelAhead _, RequestState.Unknown _ -> true;
              case RequestState.Queued _,
                  RequestState.Creating _,
                  RequestState.Open _,
                  RequestState.Lingering _ ->
                  false;
            };
        if (!over) {
          return false;
        }
      }
      if (cluster.committed(partition) < lastInboxRecord(partition)) {
        return false;
      }
    }
    return true;
  }

  private long lastInboxRecord(int partition) {
    List<PartitionLog.Seen> letters = cluster.inbox(partition).committed();
    return letters.isEmpty() ? 0 : letters.getLast().record().offset() + 1;
  }
}
