package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Measures a sandbox in a process of its own, as it is shipped but without limits: payloads created
 * and read a second, and status sockets held. Says figures and asserts none.
 *
 * <pre>
 * mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *     -Dexec.mainClass=dev.countersign.sandbox.SandboxSpeed
 * </pre>
 */
final class SandboxSpeed {
  private static final int WARM_UP = 5_000;
  private static final int PAYLOADS = 30_000;
  private static final int SOCKETS = 10_000;

  private SandboxSpeed() {}

  public static void main(String... arguments) throws Exception {
    Process sandbox = start();
    Vertx vertx = Vertx.vertx();
    try {
      SpeedClient client = new SpeedClient(vertx, url(sandbox));
      client.createAndRead(WARM_UP);
      say("%d payloads created and read: %s", PAYLOADS, client.createAndRead(PAYLOADS));
      say("sandbox so far: %s of CPU, %s", cpu(sandbox), memory(sandbox));
      say("%d sockets: %s", SOCKETS, client.openSockets(SOCKETS));
      say("sandbox so far: %s of CPU, %s", cpu(sandbox), memory(sandbox));
      say("one keepalive of each: %s", client.awaitFrames(SOCKETS));
      say("%d payloads created and read besides: %s", WARM_UP, client.createAndRead(WARM_UP));
      say("%d signatures told: %s", 1_000, client.signatures(1_000));
      say("sandbox so far: %s of CPU, %s", cpu(sandbox), memory(sandbox));
    } finally {
      vertx.close().await();
      sandbox.destroy();
    }
  }

  private static Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "dev.countersign.Countersign",
            "sandbox",
            "--port=0",
            "--creates-per-minute=0",
            "--calls-per-minute=0")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static URI url(Process sandbox) throws IOException {
    BufferedReader out = new BufferedReader(new InputStreamReader(sandbox.getInputStream(), UTF_8));
    String line = out.readLine();
    while (line != null && !line.startsWith("sandbox: ")) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("The sandbox did not say where it listens.");
    }
    return URI.create(line.substring("sandbox: ".length()));
  }

  private static String cpu(Process process) {
    return process
        .toHandle()
        .info()
        .totalCpuDuration()
        .map(spent -> "%.1f s".formatted(spent.toMillis() / 1e3))
        .orElse("unknown seconds");
  }

  /** As Linux counts it; elsewhere nothing is said. */
  private static String memory(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return "memory unknown";
    }
    try (Stream<String> lines = Files.lines(status)) {
      List<String> wanted = lines.filter(line -> line.startsWith("VmRSS")).toList();
      return String.join(", ", wanted).replaceAll("\\s+", " ");
    }
  }

  private static void say(String text, Object... values) {
    System.out.println(text.formatted(values));
  }
}
