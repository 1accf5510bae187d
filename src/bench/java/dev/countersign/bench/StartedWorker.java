package dev.countersign.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One worker from its process's start to its end. What does not come in time is killed, and said.
 */
final class StartedWorker {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(3);
  private static final Duration UNTIL_READY = Duration.ofSeconds(60);
  private static final Duration UNTIL_AT_REST = Duration.ofSeconds(2);

  /** A JVM that makes a cache does so at its end, and starts another one for it. */
  private static final Duration UNTIL_ENDED = Duration.ofMinutes(3);

  private static final Pattern PORT = Pattern.compile("worker: http://\\S+:(\\d+)");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final Process process;
  private final Path output;
  private final long begun;

  /** Where a worker works, and what it prints is kept. */
  record Place(String bootstrapServers, String platformUrl, Path folder) {
    private Map<String, String> environment() {
      return Map.ofEntries(
          Map.entry("PATH", System.getenv("PATH")),
          Map.entry("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers),
          Map.entry("COUNTERSIGN_TOPIC_PREFIX", "bench-start"),
          Map.entry("COUNTERSIGN_GROUP_ID", "bench-start"),
          Map.entry("COUNTERSIGN_WORKER_ID", "0"),
          Map.entry("COUNTERSIGN_HTTP_PORT", "0"),
          Map.entry("COUNTERSIGN_PLATFORM_URL", platformUrl),
          Map.entry(
              "COUNTERSIGN_APPLICATIONS_DEFAULT_API_KEY", "5a4db0c5-0000-4000-8000-000000000001"),
          Map.entry(
              "COUNTERSIGN_APPLICATIONS_DEFAULT_API_SECRET",
              "5a4db0c5-0000-4000-8000-000000000002"));
    }
  }

  /**
   * @param listens when its port is open and known
   * @param ready when {@code /health/ready} has answered 200
   * @param cpu spent until then
   * @param residentBytes a moment later
   */
  record Start(Duration listens, Duration ready, Duration cpu, long residentBytes) {}

  private StartedWorker(Process process, Path output, long begun) {
    this.process = process;
    this.output = output;
    this.begun = begun;
  }

  /** Starts a worker, and ends it in good order once it was seen to be ready. */
  static Start measure(Place place, List<String> jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // By this a later run of the benchmarks finds what an earlier one has left behind.
    command.add("-Dcountersign.bench.child");
    command.addAll(jvmOptions);
    command.addAll(List.of("-jar", System.getProperty("countersign.jar"), "worker"));
    Path output = place.folder().resolve("start.log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().clear();
    builder.environment().putAll(place.environment());
    Process process = null;
    try {
      long begun = System.nanoTime();
      process = builder.start();
      return new StartedWorker(process, output, begun).measured();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  private Start measured() throws IOException {
    OptionalInt port = port();
    while (port.isEmpty()) {
      look();
      port = port();
    }
    Duration listens = age();
    URI health = URI.create("http://127.0.0.1:%d/health/ready".formatted(port.getAsInt()));
    while (!isReady(health)) {
      look();
    }
    Duration ready = age();
    Duration cpu = process.info().totalCpuDuration().orElseThrow();
    if (ended(UNTIL_AT_REST)) {
      throw failed("has ended by itself");
    }
    Start start = new Start(listens, ready, cpu, residentBytes());
    process.destroy();
    if (!ended(UNTIL_ENDED) || process.exitValue() != 0) {
      throw failed("has not ended as it should");
    }
    return start;
  }

  private Duration age() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private void look() throws IOException {
    if (ended(BETWEEN_LOOKS)) {
      throw failed("has ended by itself");
    }
    if (age().compareTo(UNTIL_READY) > 0) {
      throw failed("is not ready after " + UNTIL_READY);
    }
  }

  private boolean ended(Duration within) {
    try {
      return process.waitFor(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private IllegalStateException failed(String what) throws IOException {
    return new IllegalStateException(
        "the worker %s; it said:%n%s".formatted(what, Files.readString(output)));
  }

  private OptionalInt port() throws IOException {
    Matcher said = PORT.matcher(Files.readString(output));
    return said.find() ? OptionalInt.of(Integer.parseInt(said.group(1))) : OptionalInt.empty();
  }

  private static boolean isReady(URI health) {
    try {
      HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(5_000);
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException _) {
      // It does not answer yet.
      return false;
    }
  }

  private long residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    Matcher resident = RESIDENT.matcher(Files.readString(status));
    if (!resident.find()) {
      throw new IllegalStateException(status + " has no VmRSS");
    }
    return Long.parseLong(resident.group(1)) * 1024;
  }
}
