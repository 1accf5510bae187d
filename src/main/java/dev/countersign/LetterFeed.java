package dev.countersign;

import dev.countersign.config.CountersignConfig;
import dev.countersign.wire.Letter;
import dev.countersign.worker.Consumers;
import dev.countersign.worker.WholeTopic;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/** The dead letters to come, for who may read them: those of a record tell what no event does. */
final class LetterFeed implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> reader;
  private boolean allowed;

  private LetterFeed(KafkaConsumer<byte[], byte[]> reader, boolean allowed) {
    this.reader = reader;
    this.allowed = allowed;
  }

  static LetterFeed fromNow(CountersignConfig config, String clientId) {
    KafkaConsumer<byte[], byte[]> reader =
        Consumers.reader(config.kafka(), clientId + "-dead-letters");
    try {
      List<TopicPartition> partitions =
          WholeTopic.partitions(reader, config.kafka(), config.topics().deadLetters());
      reader.assign(partitions);
      reader.seekToEnd(partitions);
      partitions.forEach(reader::position);
      return new LetterFeed(reader, true);
    } catch (AuthorizationException e) {
      return new LetterFeed(reader, false);
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** The dead letter of this record, if it has come. */
  @Nullable Letter about(RecordMetadata written) {
    if (!allowed) {
      return null;
    }
    try {
      for (ConsumerRecord<byte[], byte[]> record : reader.poll(Duration.ofMillis(1))) {
        Letter letter = Letter.of(record);
        if (new Letter.Place(written.topic(), written.partition(), written.offset())
            .equals(letter.origin())) {
          return letter;
        }
      }
    } catch (AuthorizationException e) {
      allowed = false;
    }
    return null;
  }

  @Override
  public void close() {
    reader.close();
  }
}
