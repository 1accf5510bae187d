package dev.countersign.worker;

import dev.countersign.config.KafkaSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A transactional producer that writes records and consumed offsets as one, and says in three words
 * what went wrong: refused, poisoned, or lost.
 */
final class Transactions implements AutoCloseable {
  /** The largest record we write: a command of 128 KiB with room for what we add. */
  static final int MAX_RECORD_BYTES = 4 * 1024 * 1024;

  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final KafkaProducer<byte[], byte[]> producer;

  /** Opens it; an unfinished transaction of an earlier process with the same id is aborted. */
  static Transactions open(KafkaSettings kafka, String transactionalId) {
    Map<String, Object> settings = new HashMap<>();
    // A pause of 5 ms between transactions is only short enough with a back-off as short.
    settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 9_000);
    settings.putAll(kafka.producer());
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
    // A dead owner's open transaction stalls the next owner for this long.
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, transactionalId);
    KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    try {
      producer.initTransactions();
    } catch (KafkaException e) {
      producer.close(CLOSE);
      throw new OwnerLog.LogLost("cannot begin as transactional producer " + transactionalId, e);
    }
    return new Transactions(producer);
  }

  private Transactions(KafkaProducer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  KafkaProducer<byte[], byte[]> producer() {
    return producer;
  }

  void commit(
      List<ProducerRecord<byte[], byte[]>> records,
      Map<TopicPartition, OffsetAndMetadata> offsets,
      ConsumerGroupMetadata group) {
    try {
      producer.beginTransaction();
      for (ProducerRecord<byte[], byte[]> record : records) {
        producer.send(record);
      }
      producer.sendOffsetsToTransaction(offsets, group);
      producer.commitTransaction();
    } catch (CommitFailedException | TransactionAbortableException e) {
      abort(e);
      throw new OwnerLog.Refused(e);
    } catch (KafkaException e) {
      if (isAboutTheRecords(e)) {
        abort(e);
        throw new OwnerLog.Poisoned(e);
      }
      throw new OwnerLog.LogLost("the outcome of a transaction is not known", e);
    }
  }

  private static boolean isAboutTheRecords(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof RecordTooLargeException
          || cause instanceof InvalidRecordException
          || cause instanceof SerializationException) {
        return true;
      }
      if (cause instanceof ApiException && cause.getCause() == null) {
        return false;
      }
    }
    return false;
  }

  private void abort(KafkaException reason) {
    try {
      producer.abortTransaction();
    } catch (KafkaException e) {
      e.addSuppressed(reason);
      throw new OwnerLog.LogLost("a transaction could not be aborted", e);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSE);
  }
}
