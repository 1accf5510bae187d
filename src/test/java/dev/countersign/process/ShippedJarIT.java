package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is shipped: the product and what it runs on, nothing that only tests or the demo need. */
class ShippedJarIT {
  private static final List<String> NOT_SHIPPED =
      List.of(
          "kafka_",
          "kafka-server",
          "kafka-metadata",
          "kafka-raft",
          "kafka-storage",
          "kafka-group-coordinator",
          "kafka-transaction-coordinator",
          "kafka-tools",
          "scala",
          "junit",
          "jqwik",
          "assertj",
          "awaitility",
          "archunit",
          "testcontainers",
          "docker-java",
          "log4j",
          "error_prone",
          "nullaway");

  @Test
  void noBrokerAndNoTestLibraryIsInLib() throws IOException {
    assertThat(lib())
        .isNotEmpty()
        .noneMatch(name -> NOT_SHIPPED.stream().anyMatch(name::startsWith));
  }

  @Test
  void theClassPathInTheManifestIsWhatIsInLib() throws IOException {
    try (JarFile jar = new JarFile(JarProcess.jar().toFile())) {
      String classPath = jar.getManifest().getMainAttributes().getValue("Class-Path");

      assertThat(Arrays.stream(classPath.split(" ")).map(name -> name.replaceFirst("^lib/", "")))
          .containsExactlyInAnyOrderElementsOf(lib());
    }
  }

  @Test
  void theJarHoldsTheProductAlone() throws IOException {
    try (JarFile jar = new JarFile(JarProcess.jar().toFile())) {
      List<String> classes =
          jar.stream().map(JarEntry::getName).filter(name -> name.endsWith(".class")).toList();

      assertThat(classes)
          .isNotEmpty()
          .allMatch(name -> name.startsWith("dev/countersign/"))
          .noneMatch(name -> name.startsWith("dev/countersign/demo/"))
          .noneMatch(name -> name.startsWith("dev/countersign/testing/"))
          .noneMatch(name -> name.matches(".*(Test|IT)(\\$.*)?\\.class"));
    }
  }

  private static List<String> lib() throws IOException {
    Path lib = JarProcess.jar().resolveSibling("lib");
    try (Stream<Path> files = Files.list(lib)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
