package dev.countersign.demo;

import java.util.Map;

/** Settings of a single-node broker that do not depend on where it runs. */
public final class BrokerSettings {
  private static final Map<String, String> SINGLE_NODE =
      Map.ofEntries(
          Map.entry("auto.create.topics.enable", "false"),
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", "4"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("transaction.state.log.num.partitions", "4"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "4"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          // Rebalances, and noticing a member that died, in seconds instead of most of a minute.
          Map.entry("group.consumer.min.heartbeat.interval.ms", "200"),
          Map.entry("group.consumer.heartbeat.interval.ms", "500"),
          Map.entry("group.consumer.min.session.timeout.ms", "1000"),
          Map.entry("group.consumer.session.timeout.ms", "6000"),
          // A dead producer's transaction ends soon after its own timeout, not up to 10 s later.
          Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
          Map.entry("log.cleaner.dedupe.buffer.size", "2097152"));

  private BrokerSettings() {}

  public static Map<String, String> singleNode() {
    return SINGLE_NODE;
  }
}
