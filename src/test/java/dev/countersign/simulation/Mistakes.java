package dev.countersign.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.platform.Gate;
import dev.countersign.platform.Platform;
import dev.countersign.platform.PlatformListener;
import dev.countersign.platform.budget.Outlook;
import dev.countersign.request.Action;
import dev.countersign.request.RequestState;
import dev.countersign.request.Signal;
import dev.countersign.wire.StateCodec;
import dev.countersign.wire.StateSchemas;
import dev.countersign.worker.OwnerLog;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Ports with a mistake that somebody could make. */
final class Mistakes {
  private Mistakes() {}

  static final class CreatesBeforeTheCommit extends PassedOn {
    private final Cluster cluster;
    private final Platform platform;

    CreatesBeforeTheCommit(OwnerLog log, Cluster cluster, Platform platform) {
      super(log);
      this.cluster = cluster;
      this.platform = platform;
    }

    @Override
    public void commit(List<ProducerRecord<byte[], byte[]>> records, Map<Integer, Long> offsets) {
      for (ProducerRecord<byte[], byte[]> record : records) {
        boolean isState =
            record.topic().equals(cluster.topics.state())
                && record.value() != null
                && !StateCodec.isSchemaKey(new String(record.key(), UTF_8));
        if (isState
            && History.CODECS.states().decode(record.value(), new StateSchemas())
                instanceof StateCodec.Decoded.Understood(RequestState.Creating creating)
            && creating.doubt() == null) {
          platform.start(
              creating.subject(),
              new Action.Create(creating.subject(), creating.ask(), creating.token()));
        }
      }
      super.commit(records, offsets);
    }
  }

  static final class RestoresToTheLastStableOffset extends PassedOn {
    private final Cluster cluster;
    private final Map<Integer, Long> targets = new HashMap<>();

    RestoresToTheLastStableOffset(OwnerLog log, Cluster cluster) {
      super(log);
      this.cluster = cluster;
    }

    @Override
    public void requestHighWatermark(int partition) {
      targets.put(partition, cluster.state(partition).lastStable());
    }

    @Override
    public OptionalLong highWatermark(int partition) {
      Long target = targets.get(partition);
      return target == null ? OptionalLong.empty() : OptionalLong.of(target);
    }
  }

  static final class TakesTheTargetTooEarly extends PassedOn {
    TakesTheTargetTooEarly(OwnerLog log) {
      super(log);
    }

    @Override
    public void beginRestore(int partition) {
      super.beginRestore(partition);
      super.requestHighWatermark(partition);
    }

    @Override
    public void requestHighWatermark(int partition) {}
  }

  static final class SendsNoOffsetsWhereNoneMoved extends PassedOn {
    private final Cluster cluster;

    SendsNoOffsetsWhereNoneMoved(OwnerLog log, Cluster cluster) {
      super(log);
      this.cluster = cluster;
    }

    @Override
    public void commit(List<ProducerRecord<byte[], byte[]>> records, Map<Integer, Long> offsets) {
      Map<Integer, Long> moved = new HashMap<>(offsets);
      moved.entrySet().removeIf(one -> one.getValue() == cluster.committed(one.getKey()));
      super.commit(records, moved);
    }
  }

  /** Metadata and ownership are not one snapshot: the one is newer than the other. */
  static final class HearsOfALossOnePollLater extends PassedOn {
    private final Set<Integer> lost = new TreeSet<>();

    HearsOfALossOnePollLater(OwnerLog log) {
      super(log);
    }

    @Override
    public OptionalLong position(int partition) {
      return lost.contains(partition) ? OptionalLong.empty() : super.position(partition);
    }

    @Override
    public List<ConsumerRecord<byte[], byte[]>> poll(Duration wait, Ownership ownership) {
      if (!lost.isEmpty()) {
        ownership.revoked(Set.copyOf(lost));
        lost.clear();
      }
      return super.poll(
          wait,
          new Ownership() {
            @Override
            public void assigned(Collection<Integer> partitions) {
              ownership.assigned(partitions);
            }

            @Override
            public void revoked(Collection<Integer> partitions) {
              lost.addAll(partitions);
            }
          });
    }
  }

  /** As good as a memory that is changed before the commit. */
  static final class TakesARefusalForACommit extends PassedOn {
    TakesARefusalForACommit(OwnerLog log) {
      super(log);
    }

    @Override
    public void commit(List<ProducerRecord<byte[], byte[]>> records, Map<Integer, Long> offsets) {
      try {
        super.commit(records, offsets);
      } catch (Refused refused) {
        // The loop goes on as if its turn were in the log.
        return;
      }
    }
  }

  /** News that reaches the loop other than it was. */
  record Rewrites(PlatformListener to, UnaryOperator<Signal> rewrite) implements PlatformListener {
    @Override
    public void signal(String requestId, Signal signal) {
      to.signal(requestId, rewrite.apply(signal));
    }

    @Override
    public void gate(String application, Gate gate) {
      to.gate(application, gate);
    }

    @Override
    public void permits(String application, int creates) {
      to.permits(application, creates);
    }

    @Override
    public void outlook(String application, @Nullable Outlook outlook) {
      to.outlook(application, outlook);
    }
  }
}
