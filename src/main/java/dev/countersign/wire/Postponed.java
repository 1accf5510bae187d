package dev.countersign.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Partitions whose next record cannot be read for now, because nobody can be asked for its schema.
 * Whoever reads them leaves them paused until they are tried again; the others go on.
 */
public final class Postponed {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Map<TopicPartition, Instant> until = new HashMap<>();

  public void add(TopicPartition partition, Instant now) {
    until.put(partition, now.plus(PAUSE));
  }

  /** Those that are not to be tried yet. */
  public Set<TopicPartition> partitions(Instant now) {
    until.values().removeIf(at -> !at.isAfter(now));
    return Set.copyOf(until.keySet());
  }
}
