package dev.countersign.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Capability;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.LogMessageWaitStrategy;

/** The image that the profile {@code image} has made. */
@EnabledIfSystemProperty(
    named = "countersign.image",
    matches = ".+",
    disabledReason = "run with -Pimage")
@DisplayName("The image")
class ImageIT {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void runsAsNobodySpecialAndSaysWhatItIs() throws IOException {
    JsonNode config = config().path("config");

    assertThat(config.path("User").asText()).isEqualTo("10001:10001");
    assertThat(config.path("Cmd").toString()).isEqualTo("[\"worker\"]");
    assertThat(config.path("ExposedPorts").has("8080/tcp")).isTrue();
    assertThat(config.path("Labels").path("org.opencontainers.image.title").asText())
        .isEqualTo("countersign");
    assertThat(config.path("Labels").path("org.opencontainers.image.version").asText())
        .isEqualTo(name().split(":")[1]);
  }

  @Test
  void holdsWhatIsShippedAndNothingThatAnybodyMayChange() throws IOException {
    List<String> libraries = new ArrayList<>();
    List<String> changeable = new ArrayList<>();
    eachFile(
        (entry, _) -> {
          if (entry.getName().startsWith("app/libs/") && entry.getName().endsWith(".jar")) {
            libraries.add(entry.getName().substring("app/libs/".length()));
          }
          if ((entry.getMode() & 06022) != 0) {
            changeable.add(entry.getName());
          }
        });

    try (Stream<Path> shipped = Files.list(JarProcess.jar().resolveSibling("lib"))) {
      assertThat(libraries)
          .containsExactlyInAnyOrderElementsOf(
              shipped.map(jar -> jar.getFileName().toString()).toList());
    }
    assertThat(changeable).isEmpty();
  }

  @Test
  void itsBillOfMaterialsNamesEveryLibrary() throws IOException {
    List<String> libraries = new ArrayList<>();
    List<JsonNode> bills = new ArrayList<>();
    eachFile(
        (entry, content) -> {
          if (entry.getName().endsWith(".jar") && entry.getName().startsWith("app/libs/")) {
            libraries.add(entry.getName().substring("app/libs/".length()));
          } else if (entry.getName().equals("app/countersign.cdx.json")) {
            bills.add(tree(content));
          }
        });

    Set<String> named = new HashSet<>();
    bills
        .getFirst()
        .path("components")
        .forEach(
            component ->
                named.add(
                    component.path("name").asText()
                        + '-'
                        + component.path("version").asText()
                        + ".jar"));
    assertThat(bills.getFirst().path("bomFormat").asText()).isEqualTo("CycloneDX");
    assertThat(named).containsAll(libraries);
  }

  @Test
  void worksOnAReadOnlyRootAndEndsWithinItsTime() throws Exception {
    assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker engine answers");
    DockerClient docker = DockerClientFactory.lazyClient();
    try (InputStream tar = Files.newInputStream(tar())) {
      docker.loadImageCmd(tar).exec();
    }
    try (Deployment deployment = Deployment.create("image");
        Service service = new Service(deployment.config());
        GenericContainer<?> worker = new GenericContainer<>(name())) {
      worker
          .withNetworkMode("host")
          .withEnv(deployment.worker("in-a-container"))
          .withTmpFs(Map.of("/tmp", "rw,exec,size=64m"))
          .withCreateContainerCmdModifier(
              create ->
                  create
                      .getHostConfig()
                      .withReadonlyRootfs(true)
                      .withCapDrop(Capability.ALL)
                      .withMemory(512L << 20)
                      .withSecurityOpts(List.of("no-new-privileges")))
          .waitingFor(
              new LogMessageWaitStrategy()
                  .withRegEx("(?s).*partition restored.*")
                  .withTimes(Deployment.PARTITIONS)
                  .withStartupTimeout(Duration.ofMinutes(2)))
          .start();

      for (String compression : List.of("gzip", "lz4", "snappy", "zstd")) {
        deployment.compress(deployment.config().topics().commands(), compression);
        service.send(
            "{\"id\":\"%s\",\"txjson\":{\"TransactionType\":\"SignIn\"}}".formatted(compression));
        assertThat(service.await(compression, "CREATED")).isNotNull();
      }
      docker.stopContainerCmd(worker.getContainerId()).withTimeout(10).exec();
      assertThat(
              docker
                  .inspectContainerCmd(worker.getContainerId())
                  .exec()
                  .getState()
                  .getExitCodeLong())
          .isZero();
    }
  }

  private static Path tar() {
    return Path.of(System.getProperty("countersign.image"));
  }

  private static String name() throws IOException {
    return manifest().path("RepoTags").path(0).asText();
  }

  private static JsonNode manifest() throws IOException {
    return tree(entry("manifest.json")).path(0);
  }

  private static JsonNode config() throws IOException {
    return tree(entry(manifest().path("Config").asText()));
  }

  private static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new AssertionError(new String(json, UTF_8), e);
    }
  }

  private static byte[] entry(String name) throws IOException {
    List<byte[]> found = new ArrayList<>();
    eachEntry(
        Files.newInputStream(tar()),
        (entry, content) -> {
          if (entry.getName().equals(name)) {
            found.add(content);
          }
        });
    return found.getFirst();
  }

  /** Of all layers. */
  private static void eachFile(BiConsumer<TarArchiveEntry, byte[]> seen) throws IOException {
    for (JsonNode layer : manifest().path("Layers")) {
      eachEntry(new GZIPInputStream(new ByteArrayInputStream(entry(layer.asText()))), seen);
    }
  }

  private static void eachEntry(InputStream in, BiConsumer<TarArchiveEntry, byte[]> seen)
      throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(in)) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        seen.accept(entry, tar.readAllBytes());
      }
    }
  }
}
