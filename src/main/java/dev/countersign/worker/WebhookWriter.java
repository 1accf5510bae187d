package dev.countersign.worker;

import dev.countersign.config.CountersignConfig;
import dev.countersign.platform.webhook.Webhook;
import dev.countersign.wire.InboxCodec;
import dev.countersign.wire.InboxWebhook;
import dev.countersign.wire.Partitioner;
import dev.countersign.wire.RequestIds;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes webhooks into the inbox with a producer of its own. At least once: a webhook is a hint,
 * and its owner knows what it has seen.
 */
final class WebhookWriter implements WebhookInbox, AutoCloseable {
  /** The platform waits for 15 s (PROTOCOL §8.3). */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration CLOSE = Duration.ofSeconds(1);

  /** What waits for a Kafka that does not answer is held in memory. */
  static final int MOST = 1_000;

  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final int partitions;
  private final Semaphore places = new Semaphore(MOST);

  WebhookWriter(Producer<byte[], byte[]> producer, String topic, int partitions) {
    this.producer = producer;
    this.topic = topic;
    this.partitions = partitions;
  }

  static WebhookWriter open(CountersignConfig config) {
    return new WebhookWriter(
        Producers.prompt(config.kafka(), config.groupId() + '-' + config.workerId() + "-webhooks"),
        config.topics().inbox(),
        config.partitions());
  }

  @Override
  public CompletionStage<Taken> put(String application, Webhook webhook) {
    String requestId = webhook.identifier();
    if (requestId == null || !RequestIds.isValid(requestId)) {
      return CompletableFuture.completedFuture(Taken.NOT_OURS);
    }
    if (!places.tryAcquire()) {
      return CompletableFuture.failedFuture(
          new IllegalStateException(MOST + " webhooks wait for Kafka already"));
    }
    InboxWebhook record =
        new InboxWebhook(
            requestId,
            application,
            webhook.payloadUuid(),
            webhook.signed(),
            webhook.tokenExpiresAt());
    CompletableFuture<Taken> taken = new CompletableFuture<>();
    // A producer that knows no broker blocks its caller.
    Thread.startVirtualThread(() -> send(record, taken));
    return taken
        .whenComplete((_, _) -> places.release())
        .copy()
        .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void send(InboxWebhook webhook, CompletableFuture<Taken> taken) {
    try {
      int partition = Partitioner.partition(webhook.requestId(), partitions);
      ProducerRecord<byte[], byte[]> record = InboxCodec.encode(webhook, topic, partition);
      producer.send(
          record,
          (_, failure) -> {
            if (failure == null) {
              taken.complete(Taken.WRITTEN);
            } else {
              taken.completeExceptionally(failure);
            }
          });
    } catch (RuntimeException e) {
      taken.completeExceptionally(e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
