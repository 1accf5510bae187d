package dev.countersign.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A producer and a consumer that are not ours: kcat, with librdkafka below it. */
class KcatIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @BeforeEach
  void kcatIsInstalled() {
    boolean installed =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(directory -> Path.of(directory, "kcat").toFile().canExecute());
    if (!installed) {
      System.out.println("SKIPPED: there is no kcat here; apt-get install kcat");
    }
    Assumptions.assumeTrue(installed, "kcat is not installed");
  }

  @Test
  void kcatSendsACommandAndReadsItsEvents() throws Exception {
    try (Deployment deployment = Deployment.create("kcat");
        Service service = new Service(deployment.config());
        JarProcess worker = deployment.startWorker("w")) {
      kcat(deployment, DemoStory.BEGINNING, "-P", "-t", deployment.prefix() + ".commands");
      String uuid = service.await("ada-1", "CREATED").path("payload_uuid").asText();
      deployment.sandbox().person("ada").open(uuid);
      deployment.sandbox().person("ada").sign(uuid);
      service.await("ada-1", "SIGNED");

      List<String> lines =
          kcat(
              deployment,
              "",
              "-C",
              "-e",
              "-q",
              "-X",
              "isolation.level=read_committed",
              "-f",
              "%k %h %s\\n",
              "-t",
              deployment.prefix() + ".events");

      assertThat(lines).hasSize(3).allMatch(line -> line.startsWith("ada-1 "));
      assertThat(lines)
          .allMatch(line -> line.contains("ce_specversion=1.0"))
          .allMatch(line -> line.contains("content-type=application/json"));
      List<String> types = new ArrayList<>();
      for (String line : lines) {
        JsonNode event = new ObjectMapper().readTree(line.substring(line.indexOf(" {") + 1));
        types.add(event.path("sequence").asInt() + " " + event.path("type").asText());
      }
      assertThat(types).containsExactly("0 CREATED", "1 OPENED", "2 SIGNED");
      assertThat(worker.isAlive()).isTrue();
    }
  }

  private static List<String> kcat(Deployment deployment, String input, String... arguments)
      throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of("kcat", "-b", deployment.kafka().get("KAFKA_BOOTSTRAP_SERVERS")),
                Stream.of(arguments))
            .toList();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(UTF_8));
    }
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(command.toString()).isZero();
    return printed.lines().toList();
  }
}
