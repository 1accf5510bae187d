package dev.countersign.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.sandbox.Effect;
import dev.countersign.sandbox.Fault;
import dev.countersign.testing.Web;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;

/**
 * Measures a worker that holds a backlog while its application cannot be called: how soon all of it
 * waits, what that takes of the heap, how soon a cancel and a question in the middle are answered,
 * and how long a restart takes. Says figures and asserts none.
 *
 * <pre>
 * mvn -q package -DskipTests
 * mvn -q exec:java -Dexec.classpathScope=test -Dcountersign.jar=target/countersign.jar \
 *     -Dexec.mainClass=dev.countersign.process.BacklogFigures -Dexec.args="100000 300 768m"
 * </pre>
 *
 * <p>Arguments: commands, bytes of each transaction, maximum heap of the worker.
 */
final class BacklogFigures {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final String TOKEN = "operator-of-the-backlog";

  private final Deployment deployment;
  private final int count;
  private final String heap;
  private final String filler;
  private JarProcess worker;
  private Web web;

  private BacklogFigures(Deployment deployment, int count, int bytes, String heap) {
    this.deployment = deployment;
    this.count = count;
    this.heap = heap;
    this.filler = "A".repeat(Math.max(1, bytes - 45));
    this.worker = start();
    this.web = web();
  }

  public static void main(String... arguments) throws Exception {
    try (Deployment deployment = Deployment.create("backlog")) {
      deployment.sandbox().faults().add(Fault.on("create", new Effect.Unauthorized()));
      deployment.sandbox().faults().add(Fault.on("ping", new Effect.Unauthorized()));
      BacklogFigures figures =
          new BacklogFigures(
              deployment,
              Integer.parseInt(arguments[0]),
              Integer.parseInt(arguments[1]),
              arguments[2]);
      try {
        figures.measure();
      } finally {
        figures.worker.kill();
      }
    }
    System.exit(0);
  }

  private JarProcess start() {
    Map<String, String> environment = new HashMap<>(deployment.worker("w"));
    environment.put("COUNTERSIGN_HTTP_OPERATOR_TOKEN", TOKEN);
    environment.put("LOG_LEVEL", "WARN");
    return JarProcess.start(
        List.of("-Xmx" + heap, "-XX:TieredStopAtLevel=4"), environment, _ -> {}, "worker");
  }

  private Web web() {
    return new Web(worker.awaitOut("http://").replaceAll(".*(http://[^\\s/]+).*", "$1"));
  }

  private void measure() throws Exception {
    try (Service service = new Service(deployment.config())) {
      service.send(command(0));
      await("refused credentials", () -> web.get("/health/ready").body().contains("credentials"));
      say("heap at first: %.0f MB", heapAfterCollection());
      long begun = System.nanoTime();
      send();
      say("sent after %.1f s", since(begun));
      await("a full worker", () -> waiting() > count || isPaused());
      say("%.0f wait after %.1f s, paused: %s", waiting(), since(begun), isPaused());
      await("all taken in", () -> web.metric("countersign_commands_total") > count);
      say("all taken in after %.1f s", since(begun));
      say("heap: %.0f MB, counted as %.0f MB", heapAfterCollection(), counted());
      say("slowest commit: %.0f ms", web.metric("countersign_commit_seconds_max") * 1000);
      say("slowest of 50 questions: %.0f ms", slowestQuestion());
      if (!isPaused()) {
        // What was told of the others is not part of the wait.
        service.historyToTheEnd();
        long cancelled = System.nanoTime();
        service.send("{\"id\":\"r-%d\",\"action\":\"CANCEL\"}".formatted(count / 2));
        service.await("r-" + count / 2, "CANCELLED");
        say("a cancel was answered after %.2f s", since(cancelled));
      }
      double before = waiting();
      worker.terminate();
      worker.exitStatus();
      long restarted = System.nanoTime();
      worker = start();
      web = web();
      await("all of them again", () -> waiting() >= before);
      say("%.0f wait %.1f s after a restart, paused: %s", waiting(), since(restarted), isPaused());
      say("heap: %.0f MB", heapAfterCollection());
      say("alive: %s", worker.isAlive() && web.get("/health/live").statusCode() == 200);
    }
  }

  private String command(int number) {
    return ("{\"id\":\"r-%d\",\"user\":\"user-%d\",\"txjson\":"
            + "{\"TransactionType\":\"SignIn\",\"Memo\":\"%s\"}}")
        .formatted(number, number, filler);
  }

  private void send() {
    Map<String, Object> settings = new HashMap<>(deployment.config().kafka().producer());
    settings.put("linger.ms", 5);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      String topic = deployment.config().topics().commands();
      for (int i = 1; i <= count; i++) {
        producer.send(new ProducerRecord<>(topic, command(i).getBytes(UTF_8)));
      }
    }
  }

  private double waiting() {
    return web.metric("countersign_requests_waiting");
  }

  private boolean isPaused() {
    return web.metric("countersign_inbox_paused") == 1;
  }

  private double counted() {
    return web.metric("countersign_waiting_bytes") / 1024 / 1024;
  }

  private double slowestQuestion() {
    double slowest = 0;
    for (int i = 1; i <= 50; i++) {
      long asked = System.nanoTime();
      web.get("/api/requests/r-" + i, "authorization", "Bearer " + TOKEN);
      slowest = Math.max(slowest, since(asked) * 1000);
    }
    return slowest;
  }

  private double heapAfterCollection() throws IOException, InterruptedException {
    String jcmd = System.getProperty("java.home") + "/bin/jcmd";
    String pid = String.valueOf(worker.process().pid());
    new ProcessBuilder(jcmd, pid, "GC.run").start().waitFor();
    return web.get("/metrics")
            .body()
            .lines()
            .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
            .sum()
        / 1024
        / 1024;
  }

  private static void await(String what, Callable<Boolean> fact) {
    Awaitility.await(what)
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .until(fact);
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static void say(String format, Object... figures) {
    System.out.printf(Locale.ROOT, format + "%n", figures);
  }
}
