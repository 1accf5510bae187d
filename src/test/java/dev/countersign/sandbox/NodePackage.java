package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A folder of {@code src/test/node}, installed below {@code target} with its pinned packages. */
final class NodePackage {
  private static final long MINUTES = 3;

  private final Path folder;

  private NodePackage(Path folder) {
    this.folder = folder;
  }

  /** Skips the test, and says so, where there is no Node. */
  static NodePackage installed(String name) throws IOException, InterruptedException {
    for (String program : List.of("node", "npm")) {
      boolean there =
          Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
              .anyMatch(directory -> Path.of(directory, program).toFile().canExecute());
      if (!there) {
        System.out.println("SKIPPED: there is no " + program + " here for src/test/node/" + name);
      }
      Assumptions.assumeTrue(there, program + " is not installed");
    }
    Path folder = Path.of("target", "node", name);
    Files.createDirectories(folder);
    try (Stream<Path> sources = Files.list(Path.of("src", "test", "node", name))) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        Files.copy(
            source, folder.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    NodePackage installed = new NodePackage(folder);
    Process npm = installed.start("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    npm.getOutputStream().close();
    String output = new String(npm.getInputStream().readAllBytes(), UTF_8);
    assertThat(npm.waitFor(MINUTES, TimeUnit.MINUTES)).as("npm ci ends: %s", output).isTrue();
    assertThat(npm.exitValue()).as("npm ci in %s: %s", folder, output).isZero();
    return installed;
  }

  /** Its standard error comes with its standard output. */
  Process start(String... command) throws IOException {
    return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
  }
}
