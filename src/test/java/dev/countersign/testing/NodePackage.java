package dev.countersign.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A folder of {@code src/test/node}, installed below {@code target} with its pinned packages. */
public final class NodePackage {
  private static final long MINUTES = 3;

  private final Path folder;

  private NodePackage(Path folder) {
    this.folder = folder;
  }

  /** Skips the test, and says so, where there is no Node. Packages are fetched once. */
  public static synchronized NodePackage installed(String name) {
    for (String program : List.of("node", "npm")) {
      if (!isThere(program)) {
        System.out.println("SKIPPED: there is no " + program + " here for src/test/node/" + name);
      }
      Assumptions.assumeTrue(isThere(program), program + " is not installed");
    }
    NodePackage installed = new NodePackage(Path.of("target", "node", name));
    try {
      installed.copy(Path.of("src", "test", "node", name));
      installed.fetch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return installed;
  }

  private static boolean isThere(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Path.of(directory, program).toFile().canExecute());
  }

  private void copy(Path source) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, file(file.getFileName().toString()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void fetch() throws IOException {
    Path wanted = file("package-lock.json");
    Path fetched = file("fetched-lock.json");
    if (!Files.exists(fetched) || Files.mismatch(wanted, fetched) >= 0) {
      run(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      Files.copy(wanted, fetched, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  public Path file(String name) {
    return folder.resolve(name);
  }

  /** Its standard error comes with its standard output. */
  public Process start(String... command) {
    return start(Map.of(), command);
  }

  private Process start(Map<String, String> environment, String... command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it printed; a failure shows all of it. */
  public String run(Map<String, String> environment, String... command) {
    Process process = start(environment, command);
    try {
      process.getOutputStream().close();
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as(printed).isTrue();
      assertThat(process.exitValue()).as(String.join(" ", command) + "\n" + printed).isZero();
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(String.join(" ", command) + " broke off", e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      process.destroyForcibly();
    }
  }
}
