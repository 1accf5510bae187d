package dev.countersign.config;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that was configured, checked (CONTRACT §7). Applications are by alias. */
public record CountersignConfig(
    KafkaSettings kafka,
    String groupId,
    String workerId,
    Topics topics,
    int partitions,
    boolean autoCreateTopics,
    Format format,
    @Nullable RegistrySettings registry,
    PlatformSettings platform,
    Map<String, Application> applications,
    HttpSettings http,
    Duration defaultExpire,
    Duration abandonAfter,
    Duration rememberFor,
    Duration deferredAfter,
    long maxWaitingBytes,
    int maxInboxLag,
    int maxInFlight,
    int maxSockets,
    int socketsPerSecond,
    Duration reconcileEvery,
    LedgerSettings ledger) {

  public CountersignConfig {
    applications = Map.copyOf(applications);
  }
}
