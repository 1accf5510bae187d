package dev.countersign;

import dev.countersign.config.CountersignConfig;
import dev.countersign.worker.OwnerLog;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureMetadata;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/** Kafka itself; without it there is no point in asking further. */
final class KafkaCheck implements Check {
  private final CountersignConfig config;
  private final Admin admin;
  private final List<Check> further;

  private KafkaCheck(CountersignConfig config, Admin admin, List<Check> further) {
    this.config = config;
    this.admin = admin;
    this.further = further;
  }

  /** Kafka, and these once it answers. */
  static Check first(CountersignConfig config, Admin admin, List<Check> further) {
    return new KafkaCheck(config, admin, further);
  }

  @Override
  public void look(Findings findings) throws InterruptedException {
    try {
      cluster(findings);
      for (Check check : further) {
        check.look(findings);
      }
    } catch (ExecutionException e) {
      silent(findings, e.getCause());
    } catch (OwnerLog.LogLost | KafkaException e) {
      silent(findings, e);
    }
  }

  private void cluster(Findings findings) throws ExecutionException, InterruptedException {
    int brokers = admin.describeCluster().nodes().get().size();
    FeatureMetadata features = admin.describeFeatures().featureMetadata().get();
    FinalizedVersionRange groups = features.finalizedFeatures().get("group.version");
    boolean consumer = "consumer".equals(config.kafka().consumer().get("group.protocol"));
    if (!features.supportedFeatures().containsKey("group.version")) {
      findings.fail(
          Exit.CONFIG, "Kafka: the brokers are older than 4.0; a worker needs 4.0 or newer");
    } else if (consumer && (groups == null || groups.maxVersionLevel() < 1)) {
      findings.fail(
          Exit.CONFIG,
          "Kafka: the consumer group protocol is not enabled in this cluster; run kafka-features"
              + " upgrade --feature group.version=1, or set kafka.group.protocol=classic");
    } else {
      findings.ok("Kafka: " + brokers + (brokers == 1 ? " broker" : " brokers") + ", 4.0 or newer");
    }
    quorum(findings);
  }

  private void quorum(Findings findings) throws ExecutionException, InterruptedException {
    QuorumInfo quorum = allowed(admin.describeMetadataQuorum().quorumInfo());
    if (quorum == null) {
      return;
    }
    if (quorum.leaderId() < 0) {
      findings.warn(
          "Kafka: the controllers have no leader now, so nothing can be created or moved; look at"
              + " their logs");
    }
  }

  /** Null: may not be asked for. */
  private static <T> @Nullable T allowed(KafkaFuture<T> answer)
      throws ExecutionException, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return null;
      }
      throw e;
    }
  }

  private static void silent(Findings findings, @Nullable Throwable cause) {
    findings.fail(
        Exit.UNAVAILABLE,
        "Kafka: %s; check kafka.bootstrap.servers and the other kafka. settings"
            .formatted(cause == null ? "no answer" : cause.getMessage()));
  }
}
