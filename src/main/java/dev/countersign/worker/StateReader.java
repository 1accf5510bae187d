package dev.countersign.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads state partitions from their start, outside of any group. */
final class StateReader implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> reader;
  private final Admin admin;
  private final String topic;
  private final Set<Integer> reading = new TreeSet<>();
  private final Map<Integer, KafkaFuture<ListOffsetsResultInfo>> watermarks = new HashMap<>();

  StateReader(KafkaConsumer<byte[], byte[]> reader, Admin admin, String topic) {
    this.reader = reader;
    this.admin = admin;
    this.topic = topic;
  }

  void begin(int partition) {
    reading.add(partition);
    assign();
    reader.seekToBeginning(List.of(on(partition)));
  }

  void end(int partition) {
    reading.remove(partition);
    watermarks.remove(partition);
    assign();
  }

  private void assign() {
    reader.assign(reading.stream().map(this::on).toList());
  }

  List<ConsumerRecord<byte[], byte[]>> read(Duration wait) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    if (!reading.isEmpty()) {
      try {
        reader.poll(wait).forEach(records::add);
      } catch (KafkaException e) {
        throw new OwnerLog.LogLost("the state cannot be read", e);
      }
    }
    return records;
  }

  long position(int partition) {
    try {
      return reader.position(on(partition), Duration.ZERO);
    } catch (TimeoutException e) {
      return -1;
    } catch (KafkaException e) {
      throw new OwnerLog.LogLost("the state position cannot be read", e);
    }
  }

  void requestHighWatermark(int partition) {
    watermarks.put(
        partition,
        admin
            .listOffsets(
                Map.of(on(partition), OffsetSpec.latest()),
                new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
            .partitionResult(on(partition)));
  }

  OptionalLong highWatermark(int partition) {
    KafkaFuture<ListOffsetsResultInfo> answer = watermarks.get(partition);
    if (answer == null || !answer.isDone()) {
      return OptionalLong.empty();
    }
    if (answer.isCompletedExceptionally()) {
      requestHighWatermark(partition);
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(answer.get().offset());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a completed answer has no failure", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }

  private TopicPartition on(int partition) {
    return new TopicPartition(topic, partition);
  }

  @Override
  public void close() {
    reader.close();
  }
}
