package dev.countersign.process;

import dev.countersign.sandbox.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures a rolling restart of three workers under a steady stream of commands: how long a command
 * waited for its CREATED at most, while each worker in turn got SIGTERM and was replaced. Says
 * figures and asserts none.
 *
 * <pre>
 * mvn -q package -DskipTests
 * mvn -q exec:java -Dexec.classpathScope=test -Dcountersign.jar=target/countersign.jar \
 *     -Dexec.mainClass=dev.countersign.process.HandoverSpeed -Dexec.args="classic"
 * </pre>
 */
final class HandoverSpeed {
  private static final Duration BETWEEN_COMMANDS = Duration.ofMillis(50);
  private static final Duration UNDISTURBED = Duration.ofSeconds(10);

  private final Traffic traffic;
  private final Map<String, Long> waiting = new HashMap<>();
  private long nextCommand;
  private long longest;
  private int sent;

  private HandoverSpeed(Deployment deployment) {
    this.traffic = new Traffic(deployment.config());
  }

  public static void main(String... arguments) {
    Map<String, String> protocol = Map.of("KAFKA_GROUP_PROTOCOL", arguments[0]);
    try (Deployment deployment = Deployment.create("handover")) {
      deployment.sandbox().limit(new Limits(null, null));
      List<JarProcess> workers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        workers.add(deployment.startWorker("w" + i, protocol, _ -> {}));
      }
      HandoverSpeed speed = new HandoverSpeed(deployment);
      speed.pass(UNDISTURBED);
      speed.say("joining");
      speed.pass(UNDISTURBED);
      speed.say("undisturbed");
      for (int i = 0; i < 3; i++) {
        workers.get(i).terminate();
        speed.pass(UNDISTURBED);
        speed.say("w" + i + " left");
        workers.set(i, deployment.startWorker("w" + i, protocol, _ -> {}));
        speed.pass(UNDISTURBED);
        speed.say("w" + i + " is back");
      }
      workers.forEach(JarProcess::kill);
    }
    System.exit(0);
  }

  private void pass(Duration length) {
    long end = System.nanoTime() + length.toNanos();
    while (System.nanoTime() < end || !waiting.isEmpty()) {
      long now = System.nanoTime();
      if (now >= nextCommand && now < end) {
        nextCommand = now + BETWEEN_COMMANDS.toNanos();
        String id = "request-" + sent++;
        waiting.put(id, now);
        traffic.ask(id);
      }
      for (String id : traffic.created(Duration.ofMillis(5))) {
        Long asked = waiting.remove(id);
        if (asked != null) {
          longest = Math.max(longest, System.nanoTime() - asked);
        }
      }
    }
  }

  private void say(String when) {
    System.out.printf(
        "%s: %d commands so far, the longest wait was %d ms%n", when, sent, longest / 1_000_000);
    longest = 0;
  }
}
