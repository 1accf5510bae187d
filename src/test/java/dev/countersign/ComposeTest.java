package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countersign.config.Application;
import dev.countersign.config.ConfigLoader;
import dev.countersign.config.ConfigLoader.Applications;
import dev.countersign.config.CountersignConfig;
import dev.countersign.sandbox.SandboxApplication;
import dev.countersign.sandbox.SandboxOptions;
import dev.countersign.testing.Promtool;
import dev.countersign.testing.TestBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** {@code docker-compose.yml} names what there is, as it is called. */
class ComposeTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::-([^}]*))?}");

  private final String text = Files.readString(Path.of("docker-compose.yml"));
  private final JsonNode services = services(text);

  ComposeTest() throws IOException {}

  private static JsonNode services(String text) {
    Object loaded = new Yaml().load(text);
    return new ObjectMapper().<JsonNode>valueToTree(loaded).path("services");
  }

  // --- by the tool itself

  @Test
  void composeTakesIt() throws Exception {
    List<String> compose =
        runs("docker", "compose", "version")
            ? List.of("docker", "compose")
            : List.of("docker-compose");
    Assumptions.assumeTrue(
        compose.size() == 2 || runs("docker-compose", "version"), "there is no docker compose");

    List<String> command = new ArrayList<>(compose);
    command.addAll(List.of("config", "--quiet"));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEmpty();
    assertThat(process.waitFor()).isZero();
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void prometheusTakesItsConfiguration(@TempDir Path folder) throws IOException {
    Files.copy(Path.of("src/compose/prometheus.yml"), folder.resolve("prometheus.yml"));
    Files.copy(Path.of("helm/files/alerts.yaml"), folder.resolve("alerts.yaml"));

    assertThat(Promtool.says("", "check", "config", folder.resolve("prometheus.yml").toString()))
        .returns(0, Promtool.Verdict::exitStatus);
  }

  // --- by the code

  @ParameterizedTest
  @ValueSource(strings = {"worker-1", "worker-2"})
  void aWorkersSettingsAreAll(String worker) {
    ConfigLoader.Loaded loaded = loaded(worker, UnaryOperator.identity());

    assertThat(loaded.warnings()).isEmpty();
    CountersignConfig config = loaded.config();
    assertThat(config.workerId()).isEqualTo(worker);
    assertThat(config.registry()).isNotNull();
    assertThat(config.ledger().networks()).containsOnlyKeys("mainnet");
    assertThat(config.http().operatorToken()).isNotNull();
    assertThat(config.applications().values())
        .extracting(Application::alias, Application::apiKey)
        .containsExactly(tuple("default", SandboxApplication.DEFAULT.key()));
    assertThat(config.platform().url().getPort()).isEqualTo(SandboxOptions.DEFAULT_PORT);
  }

  @Test
  void theExampleForTheRealPlatformNamesEveryVariableAndIsAccepted() throws IOException {
    Properties example = new Properties();
    example.load(Files.newBufferedReader(Path.of(".env.example")));

    assertThat(example.stringPropertyNames())
        .containsExactlyInAnyOrderElementsOf(
            VARIABLE.matcher(text).results().map(found -> found.group(1)).distinct().toList());
    CountersignConfig config =
        loaded(
                "worker-1",
                name -> {
                  String value = example.getProperty(name, "");
                  return value.isEmpty() ? "00000000-0000-4000-8000-000000000000" : value;
                })
            .config();
    assertThat(config.platform().url()).hasToString("https://xumm.app");
  }

  @Test
  void bothWorkersAreOneFleetBesideEachOther() {
    CountersignConfig first = loaded("worker-1", UnaryOperator.identity()).config();
    CountersignConfig second = loaded("worker-2", UnaryOperator.identity()).config();

    assertThat(first.groupId()).isEqualTo(second.groupId());
    assertThat(first.http().port()).isNotEqualTo(second.http().port());
  }

  @Test
  void theJarIsTheOneThatIsBuilt() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml"))).contains("<finalName>countersign</finalName>");
    assertThat(services.path("sandbox").path("volumes").path(0).asText())
        .isEqualTo("./target:/app:ro");
    assertThat(services.path("sandbox").path("command").toString()).contains("\"countersign.jar\"");
  }

  @Test
  void theBrokerIsTheOneThatIsTestedWith() {
    assertThat(services.path("kafka").path("image").asText()).isEqualTo(TestBroker.IMAGE);
  }

  // --- by itself

  @Test
  void whatIsMountedIsThere() {
    for (JsonNode service : services) {
      for (JsonNode volume : service.path("volumes")) {
        String from = volume.asText().split(":")[0];
        if (from.startsWith("./") && !from.equals("./target")) {
          assertThat(Path.of(from)).exists();
        }
      }
    }
  }

  @Test
  void whoeverIsWaitedForIsThereAndSaysWhenItIsReady() {
    for (JsonNode service : services) {
      service
          .path("depends_on")
          .properties()
          .forEach(
              entry -> {
                JsonNode other = services.path(entry.getKey());
                assertThat(other.isObject()).as(entry.getKey()).isTrue();
                if (entry.getValue().path("condition").asText().equals("service_healthy")) {
                  assertThat(other.has("healthcheck")).as(entry.getKey()).isTrue();
                }
              });
    }
  }

  @Test
  void everyPortIsOpenedOnceAndOnThisMachineOnly() {
    List<String> ports = new ArrayList<>();
    services.findValues("ports").forEach(list -> list.forEach(port -> ports.add(port.asText())));

    assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port.startsWith("127.0.0.1:"));
    assertThat(services.path("sandbox").path("ports").toString())
        .contains(":4080\"", workerPort("worker-1"), workerPort("worker-2"));
  }

  @Test
  void prometheusScrapesBothWorkers() throws IOException {
    assertThat(Files.readString(Path.of("src/compose/prometheus.yml")))
        .contains("sandbox" + workerPort("worker-1"), "sandbox" + workerPort("worker-2"));
    assertThat(Files.readString(Path.of("src/compose/grafana/datasources.yml")))
        .contains("url: http://prometheus:9090");
  }

  @Test
  void whoIsCalledByNameIsThere() {
    List<String> names =
        Pattern.compile("http://([a-z][a-z-]*):\\d+|([a-z][a-z-]*):19092")
            .matcher(text)
            .results()
            .map(ComposeTest::name)
            .filter(name -> !name.equals("localhost"))
            .distinct()
            .toList();

    assertThat(names).isNotEmpty().allMatch(services::has);
  }

  private static String name(MatchResult found) {
    return found.group(1) == null ? found.group(2) : found.group(1);
  }

  private String workerPort(String worker) {
    return ":" + loaded(worker, UnaryOperator.identity()).config().http().port() + '"';
  }

  /**
   * @param set what a variable is set to; itself: nothing
   */
  private ConfigLoader.Loaded loaded(String worker, UnaryOperator<String> set) {
    Map<String, String> environment = new HashMap<>();
    services
        .path(worker)
        .path("environment")
        .properties()
        .forEach(entry -> environment.put(entry.getKey(), filled(entry.getValue().asText(), set)));
    return ConfigLoader.load(
        environment, new Properties(), null, Applications.REQUIRED, () -> "random");
  }

  private static String filled(String value, UnaryOperator<String> set) {
    return VARIABLE
        .matcher(value)
        .replaceAll(
            found -> {
              String given = set.apply(found.group(1));
              return given.equals(found.group(1)) ? found.group(2) : given;
            });
  }
}
