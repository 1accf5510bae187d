package dev.countersign.worker;

import dev.countersign.config.CountersignConfig;
import dev.countersign.platform.budget.BudgetLog;
import dev.countersign.platform.budget.Report;
import dev.countersign.platform.budget.ReportCodec;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fleet's log of its budget on a topic of one partition. Only the last minutes of it mean
 * anything, so it needs no transaction and no group.
 */
final class KafkaBudgetLog implements BudgetLog {
  private static final Logger log = LoggerFactory.getLogger(KafkaBudgetLog.class);
  private static final Duration WAIT = Duration.ofMillis(500);
  private static final Duration CLOSE = Duration.ofSeconds(1);

  /** More than a fleet with limits writes in the minutes that matter. */
  private static final long LOOK_BACK = 50_000;

  private final Queue<Report> outgoing = new ConcurrentLinkedQueue<>();
  private volatile Reader reader = (_, _) -> {};
  private volatile boolean alone;
  private volatile @Nullable Job job;
  private long position = -1;

  @Override
  public void append(Report report) {
    if (alone) {
      reader.read(report, Duration.ZERO);
      return;
    }
    outgoing.add(report);
    Job open = job;
    if (open != null) {
      open.wakeup();
    }
  }

  @Override
  public void onReport(Reader reader) {
    this.reader = reader;
  }

  /** There is no topic for it: this worker knows of its own calls and of the answers to them. */
  void alone() {
    alone = true;
    for (Report report = outgoing.poll(); report != null; report = outgoing.poll()) {
      reader.read(report, Duration.ZERO);
    }
  }

  Job open(CountersignConfig config) {
    Job opened = new Job(config);
    job = opened;
    return opened;
  }

  /** Appends and reads, on a thread of its own. */
  final class Job implements Keeper.Job {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final TopicPartition partition;
    private final RecordMetadata hello;
    private volatile @Nullable Exception unwritable;

    private Job(CountersignConfig config) {
      String clientId = config.groupId() + '-' + config.workerId() + "-budget";
      this.partition = new TopicPartition(config.topics().budget(), 0);
      this.consumer = Consumers.reader(config.kafka(), clientId);
      this.producer = Producers.prompt(config.kafka(), clientId);
      try {
        consumer.assign(List.of(partition));
        consumer.seek(partition, start());
        this.hello = hello();
      } catch (RuntimeException e) {
        close();
        throw e instanceof KafkaException
            ? new OwnerLog.LogLost("the budget topic cannot be read", e)
            : e;
      }
    }

    /** Where it was, when it is opened again. */
    private long start() {
      long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
      long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
      boolean again = position >= first && position <= end;
      return again ? position : Math.max(first, end - LOOK_BACK);
    }

    /**
     * By its time the age of what stands before it is known, whatever this machine's clock says.
     */
    private RecordMetadata hello() {
      try {
        return producer.send(record(new byte[0])).get();
      } catch (ExecutionException e) {
        throw new OwnerLog.LogLost("the budget topic cannot be written", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new OwnerLog.LogLost("interrupted", e);
      }
    }

    private ProducerRecord<byte[], byte[]> record(byte[] value) {
      return new ProducerRecord<>(partition.topic(), partition.partition(), null, value);
    }

    @Override
    public void turn() {
      Exception lost = unwritable;
      if (lost != null) {
        throw new OwnerLog.LogLost("the budget topic cannot be written", lost);
      }
      for (Report report = outgoing.poll(); report != null; report = outgoing.poll()) {
        producer.send(
            record(ReportCodec.encode(report)),
            (_, failure) -> {
              if (failure != null) {
                unwritable = failure;
              }
            });
      }
      try {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(WAIT)) {
          position = record.offset() + 1;
          take(record);
        }
      } catch (WakeupException e) {
        // There is something to append.
        return;
      } catch (KafkaException e) {
        throw new OwnerLog.LogLost("the budget topic cannot be read", e);
      }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
      if (record.value() == null || record.value().length == 0) {
        return;
      }
      Report report = ReportCodec.decode(record.value());
      if (report == null) {
        log.atWarn().addKeyValue("offset", record.offset()).log("budget report not readable");
      } else {
        reader.read(report, age(record));
      }
    }

    private Duration age(ConsumerRecord<byte[], byte[]> record) {
      return record.offset() > hello.offset()
          ? Duration.ZERO
          : Duration.ofMillis(Math.max(0, hello.timestamp() - record.timestamp()));
    }

    @Override
    public void wakeup() {
      consumer.wakeup();
    }

    @Override
    public boolean isSettled() {
      return outgoing.isEmpty();
    }

    @Override
    public void close() {
      job = null;
      try {
        consumer.close(CloseOptions.timeout(CLOSE));
      } catch (KafkaException e) {
        log.atDebug().addKeyValue("cause", e.toString()).log("budget reader closed uncleanly");
      }
      producer.close(CLOSE);
    }
  }
}
