package dev.countersign.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * News that come at a rate, each written in the next transaction, with the settings of our own
 * producer and its pause of 5 ms; nothing else. Each record's key is the nanosecond at which its
 * news came.
 */
final class BareTransactions {
  private static final long PAUSE = 5_000_000;
  private static final byte[] EVENT = new byte[1_000];

  private BareTransactions() {}

  /**
   * Arguments: bootstrap servers, topic, its partitions. Each line on standard input, news in a
   * second and news in all, is a phase of its own.
   */
  public static void main(String... arguments) throws IOException {
    String topic = arguments[1];
    int partitions = Integer.parseInt(arguments[2]);
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, arguments[0]);
    settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topic);
    try (BufferedReader phases = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.initTransactions();
      for (String phase = phases.readLine(); phase != null; phase = phases.readLine()) {
        String[] numbers = phase.split(" ");
        write(
            producer, topic, partitions, Long.parseLong(numbers[0]), Integer.parseInt(numbers[1]));
      }
    }
  }

  private static void write(
      KafkaProducer<byte[], byte[]> producer, String topic, int partitions, long rate, int count) {
    long begun = System.nanoTime();
    long committed = begun;
    for (int next = 0; next < count; ) {
      long now = System.nanoTime();
      long due = Math.min(count, 1 + (now - begun) * rate / 1_000_000_000);
      long free = Math.max(begun + next * 1_000_000_000L / rate, committed + PAUSE);
      if (now < free) {
        LockSupport.parkNanos(free - now);
        continue;
      }
      List<ProducerRecord<byte[], byte[]>> batch = new ArrayList<>();
      for (; next < due; next++) {
        String came = Long.toString(begun + next * 1_000_000_000L / rate);
        batch.add(new ProducerRecord<>(topic, next % partitions, came.getBytes(UTF_8), EVENT));
      }
      producer.beginTransaction();
      batch.forEach(producer::send);
      producer.commitTransaction();
      committed = System.nanoTime();
    }
  }
}
