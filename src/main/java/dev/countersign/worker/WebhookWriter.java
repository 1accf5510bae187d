package dev.countersign.worker;

import dev.countersign.config.CountersignConfig;
import dev.countersign.config.KafkaSettings;
import dev.countersign.platform.webhook.Webhook;
import dev.countersign.wire.InboxCodec;
import dev.countersign.wire.InboxWebhook;
import dev.countersign.wire.Partitioner;
import dev.countersign.wire.RequestIds;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

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
        new KafkaProducer<>(
            settings(config.kafka(), config.groupId() + '-' + config.workerId() + "-webhooks"),
            new ByteArraySerializer(),
            new ByteArraySerializer()),
        config.topics().inbox(),
        config.partitions());
  }

  private static Map<String, Object> settings(KafkaSettings kafka, String clientId) {
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 9_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 9_000);
    settings.putAll(kafka.producer());
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, clientId);
    return settings;
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
