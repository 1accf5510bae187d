package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Who sends a command at a terminal may wait for its end, and scripts go by the exit status. */
@Execution(ExecutionMode.CONCURRENT)
class SendWaitIT {

  @Test
  void theEndOfARequestIsTheExitStatus() {
    try (Deployment deployment = Deployment.create("wait");
        JarProcess worker = deployment.startWorker("w")) {
      Deployment.awaitRestored(worker);
      try (JarProcess signed = send(deployment, "--wait", "--qr", "--type=SignIn", "--user=ada");
          JarProcess rejected = send(deployment, "--wait=1m", "--type=SignIn", "--id=no");
          JarProcess late = send(deployment, "--wait=2s", "--type=SignIn", "--id=late")) {
        deployment.sandbox().person("ada").sign(uuidIn(signed.awaitOut("CREATED")));
        deployment.sandbox().person("bob").reject(uuidIn(rejected.awaitOut("CREATED")));

        assertThat(signed.exitStatus()).as(signed.printed()).isZero();
        assertThat(signed.out()).anyMatch(line -> line.matches("█{30,}"));
        assertThat(signed.out().getLast()).contains("  SIGNED  ");
        assertThat(rejected.exitStatus()).as(rejected.printed()).isEqualTo(1);
        assertThat(rejected.out()).first().isEqualTo("no");
        assertThat(late.exitStatus()).as(late.printed()).isEqualTo(75);
        assertThat(late.err()).last().asString().contains("watch --request late");
      }
      try (JarProcess failed = send(deployment, "--wait", "--type=SignIn", "--application=no");
          JarProcess cancelled = send(deployment, "--wait=1m", "--cancel=late")) {
        assertThat(failed.exitStatus()).as(failed.printed()).isEqualTo(65);
        assertThat(failed.out().getLast()).contains("FAILED", "INVALID_COMMAND: application");
        assertThat(cancelled.exitStatus()).as(cancelled.printed()).isZero();
      }
    }
  }

  @Test
  void whatNoEventTellsTheDeadLetterDoes() {
    try (Deployment deployment = Deployment.create("mismatch");
        JarProcess worker = deployment.startWorker("w")) {
      try (JarProcess first = send(deployment, "--qr", "--type=SignIn", "--id=a")) {
        assertThat(first.exitStatus()).as(first.printed()).isZero();
      }
      try (JarProcess other =
          send(deployment, "--wait=1m", "--type=SignIn", "--id=a", "--user=x")) {
        assertThat(other.exitStatus()).as(other.printed()).isEqualTo(65);
        assertThat(other.out().getLast())
            .startsWith("dead letter  ")
            .contains("IDEMPOTENCY_MISMATCH");
      }
      assertThat(worker.isAlive()).isTrue();
    }
  }

  private static String uuidIn(String line) {
    return line.substring(line.lastIndexOf('/') + 1).strip();
  }

  private static JarProcess send(Deployment deployment, String... arguments) {
    List<String> all = new ArrayList<>(List.of("send"));
    all.addAll(List.of(arguments));
    JarProcess process = JarProcess.start(deployment.kafka(), all.toArray(String[]::new));
    process.input("");
    return process;
  }
}
