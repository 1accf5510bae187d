package dev.countersign.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.config.CountersignConfig;
import dev.countersign.sandbox.Sandbox;
import dev.countersign.wire.CommandPeek;
import dev.countersign.wire.DeadLetterCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The asking side: requests, cancels, duplicates, mistakes and junk. */
final class ChaosCommands implements AutoCloseable {
  static final List<String> APPLICATIONS = List.of("default", "shop");
  static final List<String> USERS = List.of("ada", "bob", "cleo");
  private static final int BETWEEN_MILLIS = 180;
  private static final byte[] JUNK = "{\"id\":".getBytes(UTF_8);

  private final Sandbox sandbox;
  private final ChaosPlan plan;
  private final Chronicle chronicle;
  private final Schedule schedule = new Schedule();
  private final Random random;
  private final String topic;
  private final Uuid topicId;
  private final KafkaProducer<byte[], byte[]> producer;
  private final List<Sent> sent = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final Map<String, String> users = new ConcurrentHashMap<>();
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * A command that is in the topic.
   *
   * @param requestId null: it can be filed under none
   * @param junk why it becomes a dead letter; null: it does not
   */
  record Sent(
      int partition,
      long offset,
      Instant at,
      @Nullable String requestId,
      byte[] value,
      @Nullable DeadLetterCode junk) {
    String origin() {
      return partition + "/" + offset;
    }
  }

  ChaosCommands(Deployment deployment, Uuid topicId, ChaosPlan plan, Chronicle chronicle) {
    CountersignConfig config = deployment.config();
    this.sandbox = deployment.sandbox();
    this.plan = plan;
    this.chronicle = chronicle;
    this.random = new Random(plan.seed());
    this.topic = config.topics().commands();
    this.topicId = topicId;
    Map<String, Object> settings = new HashMap<>(config.kafka().producer());
    settings.put("acks", "all");
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Everything is decided now; the rest is a matter of time. */
  void begin() {
    long millis = plan.storm().toMillis();
    for (int i = 0; i < millis / BETWEEN_MILLIS; i++) {
      request("r" + i, random.nextLong(millis));
    }
  }

  /** Whether all are in the topic. */
  boolean isDone() {
    return schedule.isDone() && underWay.get() == 0;
  }

  /** Who is asked; null: nobody in particular. */
  @Nullable String user(String requestId) {
    return users.get(requestId);
  }

  synchronized List<Sent> sent() {
    if (!failures.isEmpty()) {
      throw new AssertionError("a command could not be written", failures.getFirst());
    }
    return List.copyOf(sent);
  }

  private void request(String id, long at) {
    int kind = random.nextInt(100);
    if (kind < 4) {
      junk(at);
      return;
    }
    if (kind < 8) {
      String valid = create(id, "default", null);
      String wrong =
          random.nextBoolean()
              ? valid.replace("\"txjson\"", "\"txjsn\"")
              : valid.replace("\"default\"", "\"nobody\"");
      send(at, id, wrong.getBytes(UTF_8), DeadLetterCode.INVALID_COMMAND);
      return;
    }
    String application = APPLICATIONS.get(random.nextInt(APPLICATIONS.size()));
    if (kind < 12) {
      send(at, null, create(null, application, null).getBytes(UTF_8), null);
      return;
    }
    byte[] cancel = "{\"id\":\"%s\",\"action\":\"CANCEL\"}".formatted(id).getBytes(UTF_8);
    if (kind < 16) {
      send(at, id, cancel, null);
    }
    int person = random.nextInt(USERS.size() + 1);
    String user = person < USERS.size() ? USERS.get(person) : null;
    if (user != null) {
      users.put(id, user);
    }
    String command = create(id, application, user);
    send(at, id, command.getBytes(UTF_8), null);
    while (random.nextInt(100) < 25) {
      send(later(at), id, (" " + command).getBytes(UTF_8), null);
    }
    if (random.nextInt(100) < 8) {
      byte[] other = create(id, application, user).replace("\"it\"", "\"else\"").getBytes(UTF_8);
      send(later(at), id, other, DeadLetterCode.IDEMPOTENCY_MISMATCH);
    }
    while (random.nextInt(100) < 20) {
      cancel(later(at), id, cancel);
    }
  }

  private long later(long at) {
    return at + 1 + random.nextInt(plan.isLong() && random.nextInt(3) == 0 ? 60_000 : 3_000);
  }

  private void junk(long at) {
    switch (random.nextInt(4)) {
      case 0 -> send(at, null, JUNK, DeadLetterCode.UNDECODABLE);
      case 1 ->
          send(at, null, new byte[] {0, 0, 0, 0, 1}, DeadLetterCode.CONFLUENT_FRAMING_UNSUPPORTED);
      case 2 ->
          send(
              at,
              null,
              create("not an id", "default", null).getBytes(UTF_8),
              DeadLetterCode.INVALID_ID);
      default -> {
        byte[] large = new byte[130 * 1024];
        Arrays.fill(large, (byte) ' ');
        send(at, null, large, DeadLetterCode.TOO_LARGE);
      }
    }
  }

  /** Valid, and one with another {@code context} is another command. */
  private String create(@Nullable String id, String application, @Nullable String user) {
    StringBuilder json = new StringBuilder("{");
    if (id != null) {
      json.append("\"id\":\"").append(id).append("\",");
    }
    if (user != null) {
      json.append("\"user\":\"").append(user).append("\",");
    }
    int delivery = random.nextInt(100);
    // Nobody's request cannot be pushed.
    if (user != null && delivery < 15) {
      json.append("\"delivery\":\"").append(delivery < 10 ? "QR_ONLY" : "PUSH_ONLY").append("\",");
    }
    if (random.nextInt(100) < 4) {
      Instant notAfter = Instant.now().plusMillis(random.nextLong(plan.storm().toMillis()));
      json.append("\"not_after\":\"").append(notAfter).append("\",");
    }
    String transaction =
        random.nextBoolean()
            ? "{\"TransactionType\":\"SignIn\"}"
            : "{\"TransactionType\":\"Payment\",\"Amount\":\"1000000\","
                + "\"Destination\":\"rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh\"}";
    return json.append("\"application\":\"")
        .append(application)
        .append("\",\"options\":{\"expire\":1},\"context\":{\"what\":\"it\"},\"txjson\":")
        .append(transaction)
        .append('}')
        .toString();
  }

  /** In a short run there is no time for one that has to wait until a create is certainly lost. */
  private void cancel(long at, String id, byte[] value) {
    schedule.after(
        at,
        () -> {
          if (plan.isLong() || !sandbox.payloads(id).isEmpty()) {
            write(id, value, null);
          }
        });
  }

  private void send(long at, @Nullable String id, byte[] value, @Nullable DeadLetterCode junk) {
    schedule.after(at, () -> write(id, value, junk));
  }

  /** Those of one request stay in order. */
  private void write(@Nullable String id, byte[] value, @Nullable DeadLetterCode junk) {
    Instant at = Instant.now();
    underWay.incrementAndGet();
    byte[] key = id == null ? null : id.getBytes(UTF_8);
    producer.send(
        new ProducerRecord<>(topic, null, at.toEpochMilli(), key, value),
        (written, failure) -> {
          written(written, failure, at, id, value, junk);
          underWay.decrementAndGet();
        });
  }

  private synchronized void written(
      RecordMetadata written,
      @Nullable Exception failure,
      Instant at,
      @Nullable String id,
      byte[] value,
      @Nullable DeadLetterCode junk) {
    if (failure != null) {
      failures.add(failure);
      return;
    }
    boolean isFiled = junk == null || id != null;
    String requestId =
        isFiled && id == null
            ? CommandPeek.idFor(topicId, written.partition(), written.offset())
            : id;
    Sent one = new Sent(written.partition(), written.offset(), at, requestId, value, junk);
    sent.add(one);
    String shown = value.length > 400 ? value.length + " bytes" : new String(value, UTF_8);
    chronicle.add("command", requestId == null ? "-" : requestId, one.origin() + " " + shown);
  }

  @Override
  public void close() {
    schedule.close();
    producer.close();
  }
}
