package dev.countersign.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.promises.Rule;
import dev.countersign.request.LedgerNews;
import dev.countersign.request.RequestState;
import dev.countersign.request.Settings;
import dev.countersign.wire.StateCodec;
import dev.countersign.wire.StateSchemas;
import dev.countersign.worker.Codecs;
import dev.countersign.worker.LoopInside;
import dev.countersign.worker.OwnerLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the fleet remembers, by the log and by its owners' own memory. */
final class FleetMemory {
  private final Cluster cluster;
  private final SimBank bank;
  private final Findings findings;
  private final boolean mixed;

  /** Whether what is told as unknown may be forgotten before the ledger has told more. */
  private final boolean forgets;

  private final Map<byte[], RequestState> decoded = new IdentityHashMap<>();

  FleetMemory(Cluster cluster, SimBank bank, Findings findings, boolean mixed, Settings settings) {
    this.cluster = cluster;
    this.bank = bank;
    this.findings = findings;
    this.mixed = mixed;
    this.forgets = settings.rememberFor().compareTo(Duration.ofHours(3)) < 0;
  }

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
          states.put(key, decoded.computeIfAbsent(value, FleetMemory::decode));
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
  void compare(OwnerLoop loop, String member, Codecs release) {
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

  /** What has been remembered for long enough is in nobody's state any more. */
  void compareForgotten(Instant now, Duration rememberFor) {
    Instant ended = now.minus(rememberFor).minus(Duration.ofMinutes(1));
    for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
      remembered(partition)
          .forEach(
              (id, state) -> {
                boolean isDue =
                    switch (state) {
                      case RequestState.Ended over -> over.endedAt().isBefore(ended);
                      case RequestState.CancelAhead ahead -> ahead.at().isBefore(ended);
                      case RequestState.Settling settling ->
                          settling.unknownSince() != null
                              && settling.unknownSince().isBefore(ended);
                      case RequestState.Unknown _,
                          RequestState.Replacing _,
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

  /** What was asked for and is not over; null: all is. */
  @Nullable String unended() {
    for (int partition = 0; partition < Cluster.PARTITIONS; partition++) {
      for (RequestState state : remembered(partition).values()) {
        boolean over =
            switch (state) {
              case RequestState.Ended _, RequestState.CancelAhead _, RequestState.Unknown _ -> true;
              case RequestState.Settling settling ->
                  settling.unknownSince() != null && (forgets || isOpen(settling));
              case RequestState.Replacing _,
                  RequestState.Queued _,
                  RequestState.Creating _,
                  RequestState.Open _,
                  RequestState.Lingering _ ->
                  false;
            };
        if (!over) {
          return state.toString();
        }
      }
      if (cluster.committed(partition) < lastInboxRecord(partition)) {
        return "partition " + partition + " of the inbox is not read to its end";
      }
    }
    return null;
  }

  /** Whether the ledger has nothing to tell that would end it. */
  private boolean isOpen(RequestState.Settling settling) {
    return switch (bank.news(settling.transaction())) {
      case LedgerNews.Pending _ -> true;
      case LedgerNews.Never _ -> false;
      case LedgerNews.Validated news ->
          news.uncounted() && settling.subject().expect().amount() != null;
    };
  }

  private long lastInboxRecord(int partition) {
    List<PartitionLog.Seen> letters = cluster.inbox(partition).committed();
    return letters.isEmpty() ? 0 : letters.getLast().record().offset() + 1;
  }
}
