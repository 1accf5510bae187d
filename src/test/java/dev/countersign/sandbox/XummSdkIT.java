package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The platform's own client from npm, unchanged, against a sandbox in this JVM. Its script lies in
 * {@code src/test/node/xumm-sdk}.
 */
@DisplayName("PROTOCOL §14: the official client xumm-sdk cannot tell the sandbox apart")
@Execution(ExecutionMode.CONCURRENT)
class XummSdkIT {
  private static final Path SCRIPT = Path.of("src", "test", "node", "xumm-sdk");
  private static final Path PLACE = Path.of("target", "node", "xumm-sdk");
  private static final Path INSTALLED = PLACE.resolve("installed-lock.json");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @BeforeAll
  static void theClientIsInstalled() throws Exception {
    for (String tool : List.of("node", "npm")) {
      if (!isInstalled(tool)) {
        System.out.println("SKIPPED: there is no " + tool + " here; apt-get install nodejs npm");
      }
      Assumptions.assumeTrue(isInstalled(tool), tool + " is not installed");
    }
    Files.createDirectories(PLACE);
    try (Stream<Path> files = Files.list(SCRIPT)) {
      for (Path file : files.toList()) {
        Files.copy(file, PLACE.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    Path lock = PLACE.resolve("package-lock.json");
    if (!Files.exists(INSTALLED) || Files.mismatch(INSTALLED, lock) >= 0) {
      run(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      Files.copy(lock, INSTALLED, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Test
  @DisplayName("§14 every method does what it promises, and every answer has the client's type")
  void theClientAndItsTypes() throws Exception {
    try (Sandbox sandbox = Sandbox.start(SandboxOptions.onAnyPort())) {
      SandboxApplication application = SandboxApplication.DEFAULT;
      String told =
          run(
              Map.of(
                  "SANDBOX_URL",
                  sandbox.url().toString(),
                  "XUMM_APIKEY",
                  application.key(),
                  "XUMM_APISECRET",
                  application.secret(),
                  "XAPP",
                  "1",
                  "WEBHOOKS",
                  "1"),
              "node",
              "flow.js");
      assertThat(told.lines().filter(line -> line.startsWith("ok - "))).hasSize(17);
    }

    String types = run(Map.of(), "node", "types.js");
    assertThat(types.strip().split(" "))
        .contains("Created", "Read", "Cancelled", "Resolved", "Refused", "Fatal", "UserTokens")
        .contains("StorageGet", "StorageSet", "StorageDelete", "Rates", "CuratedAssets", "Rails")
        .contains("Hooks", "Hook", "Transaction", "KycOfToken", "KycOfAccount", "Ping")
        .contains("Webhook", "JwtPing", "Authorized", "OneTimeToken", "Pushed", "Event");
    run(Map.of(), "node", "node_modules/typescript/bin/tsc", "--project", ".");
  }

  private static boolean isInstalled(String tool) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(directory -> Path.of(directory, tool).toFile().canExecute());
  }

  /** What it printed; a failure shows all of it. */
  private static String run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(PLACE.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(printed).isTrue();
      assertThat(process.exitValue()).as(String.join(" ", command) + "\n" + printed).isZero();
      return printed;
    } catch (IOException e) {
      throw new IOException(String.join(" ", command) + " broke off", e);
    } finally {
      process.destroyForcibly();
    }
  }
}
