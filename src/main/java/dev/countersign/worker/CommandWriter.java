package dev.countersign.worker;

import dev.countersign.config.KafkaSettings;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Writes commands one by one for somebody who waits until each is safe. */
public final class CommandWriter implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final KafkaSettings kafka;

  public CommandWriter(KafkaSettings kafka, String clientId) {
    this.kafka = kafka;
    this.producer = Producers.prompt(kafka, clientId);
  }

  /**
   * Returns once it is written.
   *
   * @throws KafkaException it may or may not have been written
   */
  public RecordMetadata write(ProducerRecord<byte[], byte[]> command) {
    try {
      return producer.send(command).get();
    } catch (ExecutionException e) {
      throw new KafkaException(
          "not sent to %s at %s".formatted(command.topic(), kafka.bootstrapServers()),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
