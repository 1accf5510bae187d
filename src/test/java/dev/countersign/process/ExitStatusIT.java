package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How commands end that cannot do what they were told: sysexits, and lines for people. */
@Execution(ExecutionMode.CONCURRENT)
class ExitStatusIT {
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Map<String, String> NOWHERE =
      Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
  private static final String COMMAND = "{\"txjson\":{\"TransactionType\":\"SignIn\"}}";

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"worker --nonsense", "send --file", "topics", "sandbox --port x", "no"})
  void aWrongCommandLineIs64(String arguments) {
    Ended ended = run(Map.of(), arguments.split(" "));

    assertThat(ended.status()).as(ended.printed()).isEqualTo(64);
    assertThat(ended.err()).anyMatch(line -> line.startsWith("Usage: ") || line.contains("'no'"));
  }

  @Test
  void everythingThatIsWrongWithAConfigurationIsOneLineEach() throws IOException {
    Path file =
        Files.write(
            directory.resolve("countersign.properties"),
            List.of(
                "countersign.topic-prefiks=x",
                "countersign.http.port=many",
                "countersign.default-expire=0",
                "kafka.group.id=mine",
                "countersign.applications.default.api-key=secret-looking-nonsense"));

    Ended ended = run(Map.of(), "worker", "--config", file.toString());

    assertThat(ended.status()).as(ended.printed()).isEqualTo(78);
    assertThat(ended.err())
        .hasSize(6)
        .anyMatch(line -> line.startsWith("countersign.topic-prefiks (in " + file))
        .anyMatch(line -> line.startsWith("countersign.http.port (in ") && line.contains("many"))
        .anyMatch(line -> line.startsWith("countersign.default-expire (in "))
        .anyMatch(line -> line.startsWith("kafka.group.id (in "))
        .anyMatch(line -> line.startsWith("countersign.applications.default.api-key (in "))
        .anyMatch(line -> line.startsWith("countersign.applications.default.api-secret is missing"))
        .noneMatch(line -> line.contains("secret-looking-nonsense"));
  }

  @Test
  void aVariableOfOpenTelemetrysThatIsWrongIs78() {
    try (Deployment deployment = Deployment.bare("otel")) {
      Map<String, String> environment = new HashMap<>(deployment.worker("w"));
      environment.put("OTEL_TRACES_EXPORTER", "pigeon");

      Ended ended = run(environment, "worker");

      assertThat(ended.status()).isEqualTo(78);
      assertThat(ended.err()).last().asString().startsWith("OpenTelemetry: ").contains("pigeon");
    }
  }

  @Test
  void aConfigurationFileThatIsNotThereIs78() {
    Ended ended = run(Map.of(), "send", "--config", directory.resolve("none").toString(), COMMAND);

    assertThat(ended.status()).as(ended.printed()).isEqualTo(78);
    assertThat(ended.err()).singleElement().asString().contains("there is no such file");
  }

  @Test
  void anUnknownVariableIsOnlyAWarning() {
    try (Deployment deployment = Deployment.bare("warning")) {
      Map<String, String> environment = new HashMap<>(deployment.kafka());
      environment.put("COUNTERSIGN_PORT_80_TCP", "x");

      Ended ended = run(environment, "topics", "create");

      assertThat(ended.status()).as(ended.printed()).isZero();
      assertThat(ended.err()).singleElement().asString().contains("COUNTERSIGN_PORT_80_TCP");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"not JSON", "[1,2]", "{\"txjson\":", ""})
  void aCommandThatIsNoJsonObjectIs65(String text) {
    Ended ended = run(NOWHERE, "send", text);

    assertThat(ended.status()).as(ended.printed()).isEqualTo(65);
    assertThat(ended.err()).singleElement().asString().startsWith("the command ");
  }

  @Test
  void sendWithoutKafkaIs69() {
    Ended ended = run(NOWHERE, "send", COMMAND);

    assertThat(ended.status()).as(ended.printed()).isEqualTo(69);
    assertThat(ended.err()).singleElement().asString().contains("sign-request.commands");
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void topicsWithoutKafkaIs69() {
    Ended ended = run(NOWHERE, "topics", "create");

    assertThat(ended.status()).as(ended.printed()).isEqualTo(69);
    assertThat(ended.err()).singleElement().asString().contains("127.0.0.1:1");
  }

  @Test
  void watchWithoutKafkaIs69() {
    Ended ended = run(NOWHERE, "watch");

    assertThat(ended.status()).as(ended.printed()).isEqualTo(69);
    assertThat(ended.err()).singleElement().asString().contains("127.0.0.1:1");
  }

  @Test
  void aHostThatCannotBeResolvedIsNamedAsTheReason() {
    Ended ended =
        run(Map.of("KAFKA_BOOTSTRAP_SERVERS", "no.such.host.invalid:9092"), "topics", "create");

    assertThat(ended.status()).as(ended.printed()).isEqualTo(69);
    assertThat(ended.err()).singleElement().asString().contains("bootstrap");
  }

  @Test
  void watchWithoutTopicsSaysHowToMakeThem() {
    try (Deployment deployment = Deployment.bare("untold")) {
      Ended ended = run(deployment.kafka(), "watch");

      assertThat(ended.status()).as(ended.printed()).isEqualTo(69);
      assertThat(ended.err())
          .singleElement()
          .asString()
          .contains(deployment.prefix() + ".events", "countersign topics create");
    }
  }

  @Test
  void topicsThatDoNotFitTheConfigurationAre78() {
    try (Deployment deployment = Deployment.create("fit")) {
      Map<String, String> other = new HashMap<>(deployment.worker("w"));
      other.put("COUNTERSIGN_PARTITIONS", "7");

      Ended ended = run(other, "worker");

      assertThat(ended.status()).as(ended.printed()).isEqualTo(78);
      assertThat(ended.err())
          .filteredOn(line -> !line.startsWith("{"))
          .hasSize(2)
          .allMatch(line -> line.contains("set countersign.partitions=4"));
    }
  }

  @Test
  void aTakenPortIsNamedByTheWorker() throws IOException {
    try (Deployment deployment = Deployment.bare("port");
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> environment = new HashMap<>(deployment.worker("w"));
      environment.put("COUNTERSIGN_HTTP_PORT", String.valueOf(taken.getLocalPort()));

      Ended ended = run(environment, "worker");

      assertThat(ended.status()).as(ended.printed()).isEqualTo(78);
      assertThat(ended.err())
          .filteredOn(line -> !line.startsWith("{"))
          .singleElement()
          .asString()
          .startsWith("countersign.http.port: cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void aTakenPortIsNamedByTheSandbox() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended = run(Map.of(), "sandbox", "--port", String.valueOf(taken.getLocalPort()));

      assertThat(ended.status()).as(ended.printed()).isEqualTo(69);
      assertThat(ended.err())
          .singleElement()
          .asString()
          .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  private record Ended(int status, List<String> out, List<String> err, String printed) {}

  private static Ended run(Map<String, String> environment, String... arguments) {
    try (JarProcess process = JarProcess.start(environment, arguments)) {
      process.input("");
      int status = process.exitStatus(BOUND);
      assertThat(process.printed()).doesNotContain("\tat ", "Exception in thread");
      return new Ended(status, process.out(), process.err(), process.printed());
    }
  }
}
