package dev.countersign.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.sandbox.Call;
import dev.countersign.sandbox.Effect;
import dev.countersign.sandbox.Fault;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("CONTRACT §3: while a request waits")
class WaitingRequestsTest {
  @RegisterExtension
  static final Fleet fleet =
      Fleet.setup().set("countersign.max-in-flight", "1").applications("queue", "stuck").start();

  private final Instant begun = Instant.now();
  private final List<String> sent = new ArrayList<>();

  @Test
  void theMostUrgentGoFirstAndUsersTakeTurns() {
    close("queue");
    send("ada-low", "LOW", "ada");
    send("ada-1", "NORMAL", "ada");
    send("ada-2", "NORMAL", "ada");
    send("ada-3", "NORMAL", "ada");
    send("bob-1", "NORMAL", "bob");
    send("bob-2", "NORMAL", "bob");
    send("bob-low", "LOW", "bob");
    send("bob-high", "HIGH", "bob");
    send("ada-high", "HIGH", "ada");
    Fleet.await("all of them wait")
        .until(() -> waiting("queue", "HIGH") == 2 && waiting("queue", "NORMAL") >= 5);

    fleet.sandbox().faults().clear();

    sent.forEach(id -> fleet.asked(id).payload());
    assertThat(created())
        .containsExactly(
            "bob-high",
            "ada-high",
            "ada-1",
            "bob-1",
            "ada-2",
            "bob-2",
            "ada-3",
            "ada-low",
            "bob-low");
  }

  @Test
  void aCancelReachesIt() {
    close("stuck");
    Asked asked = fleet.ask("'application':'stuck'");

    asked.cancel();

    JsonNode cancelled = asked.awaits("CANCELLED");
    assertThat(cancelled.path("cancelled").path("reason").asText()).isEqualTo("BEFORE_CREATION");
    assertThat(fleet.sandbox().payloads(asked.id())).isEmpty();
  }

  @Test
  void itFailsAtTheMomentAfterWhichItMustNotBegin() {
    close("stuck");
    Instant notAfter = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(1);

    Asked asked = fleet.ask("'application':'stuck','user':'ada','not_after':'" + notAfter + "'");

    JsonNode failed = asked.awaits("FAILED");
    assertThat(failed.path("failure").path("code").asText()).isEqualTo("DEADLINE_PASSED");
    assertThat(Instant.parse(failed.path("observed_at").asText()))
        .isBetween(notAfter, notAfter.plus(Duration.ofSeconds(10)));
    assertThat(fleet.web().get("/health/ready").body()).contains("stuck is not called until");
  }

  /** The application is not called from now until the faults are over. */
  private static void close(String application) {
    String key = fleet.application(application).key();
    for (String path : List.of("create", "ping")) {
      fleet.sandbox().faults().add(Fault.on(path, new Effect.Unauthorized()).ofApplication(key));
    }
    fleet.ask("'application':'" + application + "'");
    Fleet.await("a refused create")
        .until(
            () -> fleet.web().get("/health/ready").body().contains(application + " is not called"));
  }

  /** The order of arrival is that of the sending, however fast that is. */
  private void send(String name, String priority, String user) {
    String id = fleet.newId() + '.' + name;
    String json =
        ("{'id':'%s','application':'queue','priority':'%s','user':'%s',"
                + "'txjson':{'TransactionType':'SignIn'}}")
            .formatted(id, priority, user)
            .replace('\'', '"');
    long arrival = begun.toEpochMilli() + sent.size();
    fleet.send(
        new ProducerRecord<>(
            fleet.topics().commands(), null, arrival, id.getBytes(UTF_8), json.getBytes(UTF_8)));
    sent.add(id);
  }

  private static double waiting(String application, String priority) {
    return fleet
        .web()
        .metric(
            "countersign_budget_waiting{application=\"%s\",priority=\"%s\"}"
                .formatted(application, priority));
  }

  /** The names of those that were sent, in the order in which the platform took them. */
  private List<String> created() {
    return fleet.sandbox().calls().stream()
        .filter(call -> call.endpoint().equals("create") && call.status() == 200)
        .map(Call::identifier)
        .filter(sent::contains)
        .map(id -> id.substring(id.indexOf('.') + 1))
        .toList();
  }
}
