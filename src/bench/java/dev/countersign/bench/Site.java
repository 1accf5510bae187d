package dev.countersign.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.config.ConfigLoader;
import dev.countersign.config.CountersignConfig;
import dev.countersign.worker.TopicSetup;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Topics of its own for each round, on a broker that all rounds share; deleted afterwards. */
final class Site implements AutoCloseable {
  /** Of each topic that is measured: the default. */
  static final int PARTITIONS = 12;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String KEY = "00000000-0000-4000-8000-00000000c0de";
  private static final String SECRET = "00000000-0000-4000-8000-0000005ec4e7";
  private static int made;

  private final String bootstrapServers;
  private final Map<String, String> kafka;
  final CountersignConfig config;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;
  private volatile @Nullable Exception lost;

  Site(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    String prefix = "bench-" + made++;
    this.kafka =
        Map.of(
            "KAFKA_BOOTSTRAP_SERVERS", bootstrapServers,
            "COUNTERSIGN_TOPIC_PREFIX", prefix,
            "COUNTERSIGN_GROUP_ID", prefix);
    this.config =
        ConfigLoader.load(
                kafka, new Properties(), null, ConfigLoader.Applications.NOT_READ, () -> prefix)
            .config();
    this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
    new TopicSetup(admin, config).create();
    // One batch after the other: the first to a topic just made is refused now and then.
    this.producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "linger.ms",
                5,
                "max.in.flight.requests.per.connection",
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  String bootstrapServers() {
    return bootstrapServers;
  }

  /** Makes a topic for a rival's events, in as many partitions as ours. */
  String rivalEvents(String rival) {
    String topic = config.topics().events() + '.' + rival;
    try {
      admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return topic;
  }

  /** Sends commands as fast as it goes, and returns when all are written. */
  void send(IntFunction<byte[]> command, int from, int to) {
    for (int number = from; number < to; number++) {
      send(number, command.apply(number));
    }
    producer.flush();
    check();
  }

  /** Sends a command; {@link #check} tells if it was not written. */
  void send(int number, byte[] value) {
    producer.send(
        new ProducerRecord<>(
            config.topics().commands(), Commands.id(number).getBytes(UTF_8), value),
        (_, failure) -> {
          if (failure != null) {
            lost = failure;
          }
        });
  }

  /** Fails if a command was not written. */
  void check() {
    if (lost != null) {
      throw new IllegalStateException("a command was not written", lost);
    }
  }

  Child worker(String name, int platform, List<String> jvm, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(kafka);
    environment.putAll(
        Map.of(
            "COUNTERSIGN_WORKER_ID",
            name,
            "COUNTERSIGN_PLATFORM_URL",
            "http://127.0.0.1:" + platform,
            "COUNTERSIGN_APPLICATIONS_DEFAULT_API_KEY",
            KEY,
            "COUNTERSIGN_APPLICATIONS_DEFAULT_API_SECRET",
            SECRET,
            "COUNTERSIGN_HTTP_HOST",
            "127.0.0.1",
            "COUNTERSIGN_HTTP_PORT",
            "0"));
    environment.putAll(settings);
    List<String> options = new ArrayList<>(jvm);
    options.addAll(
        Arrays.stream(workerJvm().split(" ")).filter(option -> !option.isEmpty()).toList());
    return Child.jar(name, options, environment, "worker");
  }

  /** More options for the JVMs of workers: a profiler, for instance. */
  static String workerJvm() {
    return System.getenv().getOrDefault("BENCH_WORKER_JVM", "");
  }

  /** The same for a program that is not ours, which does so many calls at once. */
  Map<String, String> rival(int platform, String events, int atOnce) {
    return Map.of(
        "CONCURRENCY",
        Integer.toString(atOnce),
        "BOOTSTRAP_SERVERS",
        bootstrapServers,
        "COMMANDS",
        config.topics().commands(),
        "EVENTS",
        events,
        "GROUP",
        config.groupId() + "-rival",
        "PLATFORM",
        "http://127.0.0.1:" + platform,
        "API_KEY",
        KEY,
        "API_SECRET",
        SECRET);
  }

  /** Its address, once it is ready. */
  static String awaitReady(Child worker) {
    String url = "http://" + worker.said("http://").replaceAll("\\s.*", "");
    while (status(url + "/health/ready") != 200) {
      LockSupport.parkNanos(20_000_000);
    }
    return url;
  }

  private static int status(String url) {
    try {
      return ask(url).statusCode();
    } catch (IllegalStateException _) {
      return 0;
    }
  }

  static String get(String url) {
    HttpResponse<String> answer = ask(url);
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(url + " answers " + answer.statusCode());
    }
    return answer.body();
  }

  private static HttpResponse<String> ask(String url) {
    try {
      return HTTP.send(
          HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofMinutes(5)).build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (Exception e) {
      throw new IllegalStateException(url, e);
    }
  }

  /** The value of a worker's metric; the sum over its labels. */
  static double metric(String url, String name) {
    return get(url + "/metrics")
        .lines()
        .filter(line -> line.startsWith(name + ' ') || line.startsWith(name + '{'))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @Override
  public void close() {
    producer.close();
    try {
      String prefix = config.topics().commands().replaceAll("commands$", "");
      List<String> ours =
          admin.listTopics().names().get().stream()
              .filter(topic -> topic.startsWith(prefix))
              .toList();
      admin.deleteTopics(ours).all().get();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      admin.close();
    }
  }
}
