package dev.countersign.worker;

import dev.countersign.config.KafkaSettings;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Waits for what the admin client asks, and says where when nobody answers. */
final class AdminAnswers {
  private final KafkaSettings kafka;

  AdminAnswers(KafkaSettings kafka) {
    this.kafka = kafka;
  }

  /** Empty: the group has gone meanwhile. */
  <T> Optional<T> awaitOf(KafkaFuture<T> answer) {
    try {
      return Optional.of(answer.get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return Optional.empty();
      }
      throw unavailable(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  <T> T await(KafkaFuture<T> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  OwnerLog.LogLost unavailable(ExecutionException e) {
    return new OwnerLog.LogLost(
        "no usable answer from Kafka at %s (kafka.bootstrap.servers): %s"
            .formatted(kafka.bootstrapServers(), e.getCause()),
        e);
  }

  static OwnerLog.LogLost interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new OwnerLog.LogLost("interrupted", e);
  }
}
