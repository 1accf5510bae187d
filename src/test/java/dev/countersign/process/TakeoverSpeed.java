package dev.countersign.process;

import dev.countersign.config.CountersignConfig;
import dev.countersign.sandbox.Limits;
import dev.countersign.testing.Web;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Measures the takeover of open requests by a fresh worker after {@code kill -9}: when their state
 * is restored, when all sockets stand again at a given pace, and how long new commands take
 * meanwhile. Says figures and asserts none.
 *
 * <pre>
 * mvn -q package -DskipTests
 * mvn -q exec:java -Dexec.classpathScope=test -Dcountersign.jar=target/countersign.jar \
 *     -Dexec.mainClass=dev.countersign.process.TakeoverSpeed -Dexec.args="10000 200"
 * </pre>
 */
final class TakeoverSpeed {
  private static final Duration PATIENCE = Duration.ofMinutes(20);

  private final Deployment deployment;
  private final CountersignConfig config;
  private final Traffic traffic;
  private final String pace;
  private int sent;
  private int created;

  private TakeoverSpeed(Deployment deployment, String pace) {
    this.deployment = deployment;
    this.pace = pace;
    this.config = deployment.config();
    this.traffic = new Traffic(config);
  }

  public static void main(String... arguments) throws IOException {
    int requests = Integer.parseInt(arguments[0]);
    try (Deployment deployment = Deployment.create("takeover")) {
      deployment.sandbox().limit(new Limits(null, null));
      String pace = arguments.length > 1 ? arguments[1] : "200";
      new TakeoverSpeed(deployment, pace).run(requests);
    }
    System.exit(0);
  }

  private void run(int requests) throws IOException {
    long begun = System.nanoTime();
    JarProcess first = worker("first");
    String url = url(first);
    Deployment.awaitRestored(first);
    long idle = memory(first);
    for (int i = 0; i < requests; i++) {
      send();
    }
    awaitCreated(requests);
    say("%d requests created in %s", requests, since(begun));
    int sockets = Math.min(requests, config.maxSockets());
    awaitSockets(url, sockets);
    say(
        "worker: %d MB resident, %.1f KB for each open request and its socket",
        memory(first) / 1024, (memory(first) - idle) / (double) requests);

    first.kill();
    begun = System.nanoTime();
    JarProcess second = worker("second");
    url = url(second);
    second.awaitErr("partitions assigned");
    say("a fresh worker is assigned the partitions after %s", since(begun));
    begun = System.nanoTime();
    Deployment.awaitRestored(second);
    say("%d requests restored in %s after that", requests, since(begun));
    long slowest = 0;
    while (sockets(url) < sockets && System.nanoTime() - begun < PATIENCE.toNanos()) {
      long asked = System.nanoTime();
      send();
      awaitCreated(sent);
      slowest = Math.max(slowest, System.nanoTime() - asked);
    }
    say("%d sockets stand %s after the assignment", sockets(url), since(begun));
    say(
        "meanwhile %d new commands were created, the slowest in %d ms",
        created - requests, slowest / 1_000_000);
    say("worker: %d MB resident", memory(second) / 1024);
    second.kill();
  }

  private JarProcess worker(String name) {
    Map<String, String> environment = new HashMap<>(deployment.worker(name));
    environment.put("COUNTERSIGN_SOCKETS_PER_SECOND", pace);
    return JarProcess.start(
        List.of("-Xmx1g", "-XX:TieredStopAtLevel=4"), environment, _ -> {}, "worker");
  }

  private static String url(JarProcess worker) {
    return worker.awaitOut("http://").replaceAll(".*(http://\\S+).*", "$1");
  }

  private void send() {
    traffic.ask("request-" + sent++);
  }

  private void awaitCreated(int count) {
    while (created < count) {
      created += traffic.created(Duration.ofMillis(100)).size();
    }
  }

  private static void awaitSockets(String url, int count) {
    while (sockets(url) < count) {
      LockSupport.parkNanos(200_000_000);
    }
  }

  private static int sockets(String url) {
    return new Web(url)
        .get("/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("countersign_platform_sockets "))
        .mapToInt(line -> (int) Double.parseDouble(line.split(" ")[1]))
        .findFirst()
        .orElse(0);
  }

  /** Kilobytes resident, as Linux counts them. */
  private static long memory(JarProcess worker) throws IOException {
    try (Stream<String> lines =
        Files.lines(Path.of("/proc", Long.toString(worker.process().pid()), "status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElse(0);
    }
  }

  private static String since(long begun) {
    return "%.1f s".formatted((System.nanoTime() - begun) / 1e9);
  }

  private static void say(String text, Object... values) {
    System.out.println(text.formatted(values));
  }
}
