package dev.countersign.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.sandbox.SandboxApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every command of the jar as somebody at a terminal uses it. */
@Execution(ExecutionMode.CONCURRENT)
class CommandsIT {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String SIGN_IN = "{\"txjson\":{\"TransactionType\":\"SignIn\"}}";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "'', 'worker sandbox send watch topics dead-letters doctor generate-completion'",
    "worker, --config countersign.applications.<alias>.api-key COUNTERSIGN_",
    "sandbox, --port --host --scenario --creates-per-minute --no-limits 5a4db0c5-0000-4000-8000-000000000001",
    "send, --file --id --user --application --cancel --config --wait --qr --priority Example",
    "watch, --json --from-beginning --request --type --config NO_COLOR Example",
    "topics, list create describe",
    "topics create, --config countersign.topic-prefix",
    "dead-letters, list redrive",
    "dead-letters redrive, --code --id --since --dry-run --all harmless Example"
  })
  void helpSaysWhatACommandNeeds(String command, String words) {
    String[] arguments = (command + " --help").strip().split(" ");
    try (JarProcess help = JarProcess.start(Map.of(), arguments)) {
      assertThat(help.exitStatus()).isZero();
      assertThat(String.join("\n", help.out())).contains(words.split(" "));
    }
  }

  @Test
  void theSandboxPrintsItsUrlAndEndsProperly() throws Exception {
    try (JarProcess sandbox = JarProcess.start(Map.of(), "sandbox", "--port", "0")) {
      String url = urlIn(sandbox.awaitOut("sandbox: http://"));
      assertThat(get(url + "/").statusCode()).isEqualTo(200);

      sandbox.terminate();

      assertThat(sandbox.exitStatus(LIMIT)).isZero();
    }
  }

  @Test
  void theSandboxLimitsCallsUnlessToldOtherwise() throws Exception {
    assertThat(limits("sandbox", "--port", "0"))
        .isEqualTo("{\"creates\":30,\"calls\":100,\"applications\":[]}");
    assertThat(limits("sandbox", "--port=0", "--creates-per-minute=0", "--calls-per-minute=7"))
        .isEqualTo("{\"creates\":null,\"calls\":7,\"applications\":[]}");
  }

  private static String limits(String... arguments) throws Exception {
    try (JarProcess sandbox = JarProcess.start(Map.of(), arguments)) {
      return get(urlIn(sandbox.awaitOut("sandbox: http://")) + "/sandbox/limits").body();
    }
  }

  @Test
  void topicsAreCreatedOnce() {
    try (Deployment deployment = Deployment.bare("topics");
        JarProcess first = JarProcess.start(deployment.kafka(), "topics", "create")) {
      assertThat(first.exitStatus()).as(first.printed()).isZero();
      assertThat(first.out()).hasSize(7).contains("created " + deployment.prefix() + ".commands");
      try (JarProcess second = JarProcess.start(deployment.kafka(), "topics", "create")) {
        assertThat(second.exitStatus()).as(second.printed()).isZero();
        assertThat(second.out()).containsExactly("all topics exist");
      }
    }
  }

  @Test
  void topicsAreListedAndDescribedWithWhatIsWrong() throws Exception {
    try (Deployment deployment = Deployment.create("describe");
        Admin admin = deployment.admin()) {
      String commands = deployment.prefix() + ".commands";
      String state = deployment.prefix() + ".state";
      admin.deleteTopics(List.of(commands)).all().get();
      admin
          .incrementalAlterConfigs(
              Map.of(
                  new ConfigResource(ConfigResource.Type.TOPIC, state),
                  List.of(
                      new AlterConfigOp(
                          new ConfigEntry("cleanup.policy", "delete"), AlterConfigOp.OpType.SET))))
          .all()
          .get();

      List<String> listed = printed(deployment, 0, "topics", "list");
      List<String> described = printed(deployment, 78, "topics", "describe");

      assertThat(listed).hasSize(7).contains(commands + "  missing");
      assertThat(described)
          .containsSequence(
              commands + "  missing",
              "  FAIL  topic " + commands + " does not exist; run 'countersign topics create'")
          .anyMatch(line -> line.startsWith("  FAIL  topic " + state + " has cleanup.policy"))
          .anyMatch(
              line ->
                  line.startsWith(
                      deployment.prefix()
                          + ".inbox  4 partitions, replication 1, delete, kept for ever, "));
    }
  }

  @Test
  void theCompletionIsPrinted() {
    try (JarProcess completion = JarProcess.start(Map.of(), "generate-completion")) {
      assertThat(completion.exitStatus()).isZero();
      assertThat(completion.out()).first().isEqualTo("#!/usr/bin/env bash");
    }
  }

  private static List<String> printed(Deployment deployment, int status, String... arguments) {
    try (JarProcess process = JarProcess.start(deployment.kafka(), arguments)) {
      assertThat(process.exitStatus()).as(process.printed()).isEqualTo(status);
      return process.out();
    }
  }

  @Test
  void aCommandFromAnywhereReachesAWorkerThatIsConfiguredByAFileAlone() throws Exception {
    try (Deployment deployment = Deployment.create("file");
        Service service = new Service(deployment.config());
        JarProcess sandbox = JarProcess.start(Map.of(), "sandbox", "--port", "0")) {
      Path file = configurationFile(deployment, urlIn(sandbox.awaitOut("sandbox: ")));
      try (JarProcess worker = JarProcess.start(Map.of(), "worker", "--config", file.toString())) {
        Path command = Files.writeString(directory.resolve("command.json"), SIGN_IN, UTF_8);
        String config = file.toString();
        send("from-argument", "send", "--config", config, "--id", "from-argument", SIGN_IN);
        send("from-file", "send", "--config", config, "--id=from-file", "--file=" + command);
        try (JarProcess stdin =
            JarProcess.start(deployment.kafka(), "send", "--id", "from-stdin", "--user", "ada")) {
          stdin.input(SIGN_IN);
          assertThat(stdin.exitStatus()).as(stdin.printed()).isZero();
          assertThat(stdin.out()).containsExactly("from-stdin");
        }

        service.await("from-stdin", "CREATED");

        assertThat(service.historyToTheEnd())
            .containsExactly(
                "from-argument 0 CREATED", "from-file 0 CREATED", "from-stdin 0 CREATED");
        assertThat(service.event("from-stdin 0 CREATED").path("user").asText()).isEqualTo("ada");
        send("from-file", "send", "--config", config, "--cancel", "from-file");
        service.await("from-file", "CANCELLED");
        send("x", "send", "--config", config, "--id=x", "--application=no", SIGN_IN);
        assertThat(service.await("x", "FAILED").path("failure").path("message").asText())
            .contains("application");

        String url = urlIn(worker.awaitOut("worker: http://"));
        assertThat(URI.create(url).getPort()).isPositive();
        Awaitility.await().until(() -> get(url + "/health/ready").statusCode() == 200);
        assertThat(get(url + "/health/live").statusCode()).isEqualTo(200);
        assertThat(get(url + "/metrics").body()).contains("countersign_");
      }
    }
  }

  private void send(String id, String... arguments) {
    try (JarProcess send = JarProcess.start(Map.of(), arguments)) {
      send.input("");
      assertThat(send.exitStatus()).as(send.printed()).isZero();
      assertThat(send.out()).containsExactly(id);
    }
  }

  private Path configurationFile(Deployment deployment, String platform) throws IOException {
    Path secret =
        Files.writeString(directory.resolve("secret"), SandboxApplication.DEFAULT.secret() + "\n");
    return Files.write(
        directory.resolve("countersign.properties"),
        List.of(
            "kafka.bootstrap.servers=" + deployment.kafka().get("KAFKA_BOOTSTRAP_SERVERS"),
            "countersign.topic-prefix=" + deployment.prefix(),
            "countersign.group-id=" + deployment.prefix(),
            "countersign.partitions=" + Deployment.PARTITIONS,
            "countersign.platform.url=" + platform,
            "countersign.http.port=0",
            "countersign.http.host=127.0.0.1",
            "countersign.applications.default.api-key=" + SandboxApplication.DEFAULT.key(),
            "countersign.applications.default.api-secret-file=" + secret));
  }

  @Test
  void watchPrintsEachEventAtOnceAndEndsProperly() throws Exception {
    try (Deployment deployment = Deployment.create("watch");
        Service service = new Service(deployment.config());
        JarProcess worker = deployment.startWorker("w")) {
      service.send(DemoStory.BEGINNING);
      service.await("ada-1", "CREATED");
      service.send(DemoStory.BEGINNING.replace("ada", "bob"));
      String bobs = service.await("bob-1", "CREATED").path("payload_uuid").asText();
      try (JarProcess all = watch(deployment, "--from-beginning");
          JarProcess one = watch(deployment, "--from-beginning", "--request", "bob-1", "--json")) {
        all.awaitOut("ada-1");
        assertThat(all.awaitOut("bob-1")).contains("CREATED", "(bob)", "/sign/" + bobs);
        assertThat(new ObjectMapper().readTree(one.awaitOut("CREATED")).path("request_id").asText())
            .isEqualTo("bob-1");

        deployment.sandbox().person("bob").open(bobs);

        // Seen while the process runs: each line is flushed although stdout is a pipe.
        all.awaitOut("OPENED");
        one.awaitOut("OPENED");
        assertThat(one.out()).hasSize(2).noneMatch(line -> line.contains("ada-1"));
        all.terminate();
        one.terminate();
        assertThat(all.exitStatus(LIMIT)).isZero();
        assertThat(one.exitStatus(LIMIT)).isZero();
      }
      assertThat(worker.isAlive()).isTrue();
    }
  }

  @Test
  void watchWithoutFromBeginningTellsOnlyWhatIsNew() {
    try (Deployment deployment = Deployment.create("new");
        Service service = new Service(deployment.config());
        JarProcess worker = deployment.startWorker("w")) {
      service.send(DemoStory.BEGINNING);
      String uuid = service.await("ada-1", "CREATED").path("payload_uuid").asText();
      try (JarProcess watch = watch(deployment)) {
        watch.awaitErr("watching");

        deployment.sandbox().person("ada").open(uuid);

        watch.awaitOut("OPENED");
        assertThat(watch.out()).hasSize(1);
      }
      assertThat(worker.isAlive()).isTrue();
    }
  }

  private static JarProcess watch(Deployment deployment, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "watch";
    System.arraycopy(options, 0, arguments, 1, options.length);
    return JarProcess.start(deployment.kafka(), arguments);
  }

  private static String urlIn(String line) {
    return line.substring(line.indexOf("http://")).strip();
  }

  private static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
