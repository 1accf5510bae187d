package dev.countersign.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.WorkerProcess;
import dev.countersign.config.CountersignConfig;
import dev.countersign.config.Topics;
import dev.countersign.sandbox.Sandbox;
import dev.countersign.sandbox.SandboxApplication;
import dev.countersign.sandbox.SandboxPerson;
import dev.countersign.worker.OwnerLog;
import dev.countersign.worker.TopicSetup;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A sandbox, topics of its own on a real broker, and workers in this process. As a static extension
 * it serves a whole test class: faults end with each test, everything with the class. Requests have
 * ids of their own, so tests do not meet.
 */
public final class Fleet implements AutoCloseable, AfterEachCallback, AfterAllCallback {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration INTERVAL = Duration.ofMillis(10);

  private final Sandbox sandbox;
  private final Map<String, SandboxApplication> applications;
  private final Properties settings;
  private final CountersignConfig config;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Admin admin;
  private final Readback events;
  private final Readback deadLetters;
  private final Readback tokens;
  private final Deque<WorkerProcess> workers = new ArrayDeque<>();
  private int workersMade;

  Fleet(Sandbox sandbox, Map<String, SandboxApplication> applications, Properties settings) {
    this.sandbox = sandbox;
    this.applications = Map.copyOf(applications);
    this.settings = settings;
    this.config = FleetSetup.config(settings, "test");
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                config.kafka().bootstrapServers(),
                "max.request.size",
                16 * 1024 * 1024,
                "compression.type",
                "none"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    this.admin = Admin.create(Map.of("bootstrap.servers", config.kafka().bootstrapServers()));
    await("topics").ignoreException(OwnerLog.LogLost.class).until(() -> created(admin, config));
    this.events = new Readback(config.kafka(), config.topics().events());
    this.deadLetters = new Readback(config.kafka(), config.topics().deadLetters());
    this.tokens = new Readback(config.kafka(), config.topics().userTokens());
  }

  public static FleetSetup setup() {
    return new FleetSetup();
  }

  // --- workers

  /** Starts one more worker; it is still joining when this returns. */
  public WorkerProcess startWorker() {
    return startWorker("worker-" + workersMade++);
  }

  public WorkerProcess startWorker(String workerId) {
    WorkerProcess worker = new WorkerProcess(FleetSetup.config(settings, workerId));
    workers.addLast(worker);
    // A topic that was just made is not known to every part of the broker yet.
    await("a start").ignoreException(OwnerLog.LogLost.class).until(() -> started(worker));
    return worker;
  }

  /** A broker that is busy may not show its new topics for a while. */
  private static boolean created(Admin admin, CountersignConfig config) {
    new TopicSetup(admin, config).create();
    return true;
  }

  private static boolean started(WorkerProcess worker) {
    worker.start();
    return true;
  }

  /** Ends a worker as SIGTERM does. */
  public void stop(WorkerProcess worker) {
    workers.remove(worker);
    worker.close();
  }

  /** The worker that has run longest. */
  public WorkerProcess worker() {
    return workers.getFirst();
  }

  /** All that run, longest first. */
  public List<WorkerProcess> workers() {
    return List.copyOf(workers);
  }

  public Web web() {
    return web(worker());
  }

  public Web web(WorkerProcess worker) {
    return new Web("http://127.0.0.1:" + worker.port());
  }

  // --- asking

  /**
   * Asks for a signature under an id of its own.
   *
   * @param fields further JSON members with single quotes; a SignIn unless there is a template
   */
  public Asked ask(String fields) {
    Asked asked = asked(newId());
    asked.send(fields);
    return asked;
  }

  /** A request by its id, whoever asked for it. */
  public Asked asked(String id) {
    return new Asked(this, id);
  }

  public String newId() {
    return "r-" + UUID.randomUUID().toString().substring(0, 13);
  }

  /** Sends a command as it is. */
  public RecordMetadata send(String key, String json) {
    return send(
        new ProducerRecord<>(topics().commands(), key.getBytes(UTF_8), json.getBytes(UTF_8)));
  }

  public RecordMetadata send(ProducerRecord<byte[], byte[]> record) {
    try {
      return producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the broker did not take the record", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  // --- what there is

  public Sandbox sandbox() {
    return sandbox;
  }

  public SandboxPerson person(String name) {
    return sandbox.person(name);
  }

  public SandboxApplication application(String alias) {
    SandboxApplication application = applications.get(alias);
    if (application == null) {
      throw new IllegalArgumentException("no application " + alias);
    }
    return application;
  }

  public CountersignConfig config() {
    return config;
  }

  /** What a worker with this id would be given. */
  public CountersignConfig config(String workerId) {
    return FleetSetup.config(settings, workerId);
  }

  public Topics topics() {
    return config.topics();
  }

  /** Part of the id of a command that names none. */
  public Uuid commandTopicId() {
    var described = admin.describeTopics(List.of(topics().commands())).allTopicNames();
    try {
      return described.get().values().iterator().next().topicId();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the command topic cannot be described", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** The sum of a topic's end offsets. */
  public long ends(String topic) {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    for (int partition = 0; partition < config.partitions(); partition++) {
      latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    try {
      return admin.listOffsets(latest).all().get().values().stream()
          .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
          .sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the ends of " + topic + " cannot be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  public Admin admin() {
    return admin;
  }

  public Readback events() {
    return events;
  }

  public Readback deadLetters() {
    return deadLetters;
  }

  /** The internal state, which no other program may rely on; to be closed. */
  public Readback states() {
    return new Readback(config.kafka(), topics().state());
  }

  /** How people sign in to an application. */
  public SignIn signIn(String application) {
    return new SignIn(sandbox, application(application));
  }

  public Readback tokens() {
    return tokens;
  }

  /** The dead letters about one request, once there are so many. */
  public List<ConsumerRecord<byte[], byte[]>> deadLetters(String requestId, int count) {
    return until(
        count + " dead letters of " + requestId,
        () -> {
          List<ConsumerRecord<byte[], byte[]>> found =
              deadLetters.matching(
                  record -> requestId.equals(Readback.header(record, "countersign.request.id")));
          return found.size() < count ? null : found;
        });
  }

  /** The newest records of the user-token topic for a user; null value: forgotten. */
  public List<ConsumerRecord<byte[], byte[]>> tokens(String application, String user) {
    String key = application + '/' + user;
    return tokens.matching(record -> key.equals(Readback.key(record)));
  }

  // --- waiting

  public static ConditionFactory await(String what) {
    return Awaitility.await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(INTERVAL);
  }

  /** Asks again until there is something. */
  public static <T> T until(String what, Callable<@Nullable T> look) {
    List<T> found = new ArrayList<>();
    await(what)
        .until(
            () -> {
              T seen = look.call();
              if (seen != null) {
                found.add(seen);
              }
              return seen != null;
            });
    return found.getFirst();
  }

  // --- the end

  @Override
  public void afterEach(ExtensionContext context) {
    sandbox.faults().clear();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    workers.forEach(WorkerProcess::close);
    workers.clear();
    producer.close(Duration.ofSeconds(1));
    admin.close(Duration.ofSeconds(1));
    events.close();
    deadLetters.close();
    tokens.close();
    sandbox.close();
  }
}
