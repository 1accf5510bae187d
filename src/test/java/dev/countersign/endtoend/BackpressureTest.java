package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.sandbox.Effect;
import dev.countersign.sandbox.Fault;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** More commands than a worker may hold, while their application cannot be called. */
class BackpressureTest {
  private static final int ROOM = 40_000;
  private static final int POLL = 10;

  private static Fleet fleet(int maxInboxLag) {
    return Fleet.setup()
        .set("countersign.max-waiting-bytes", String.valueOf(ROOM))
        .set("countersign.max-inbox-lag", String.valueOf(maxInboxLag))
        .set("countersign.deferred-after", "1h")
        .set("kafka.consumer.max.poll.records", String.valueOf(POLL))
        .start();
  }

  /** The application is not called from now on. */
  private static void refuse(Fleet fleet) {
    fleet.sandbox().faults().add(Fault.on("create", new Effect.Unauthorized()));
    fleet.sandbox().faults().add(Fault.on("ping", new Effect.Unauthorized()));
    fleet.ask("");
    Fleet.await("refused credentials").until(() -> ready(fleet).contains("credentials"));
  }

  private static String ready(Fleet fleet) {
    return fleet.web().get("/health/ready").body();
  }

  private static List<Asked> ask(Fleet fleet, int count) {
    return IntStream.range(0, count).mapToObj(_ -> fleet.ask("")).toList();
  }

  private static void await(Fleet fleet, String metric, double value) {
    Fleet.await(metric + " of " + value).until(() -> fleet.web().metric(metric) == value);
  }

  private static void assertCreatedOnce(Fleet fleet, List<Asked> all) {
    all.forEach(asked -> asked.awaits("CREATED"));
    all.forEach(asked -> assertThat(fleet.sandbox().payloads(asked.id())).hasSize(1));
  }

  @Test
  void anOwnerTakesInNoMoreThanItsMemoryAllowsAndLosesNothing() {
    try (Fleet fleet = fleet(100_000)) {
      refuse(fleet);
      Asked changed = fleet.ask("");
      List<Asked> all = ask(fleet, 200);
      changed.cancel();

      await(fleet, "countersign_inbox_paused", 1);

      assertThat(ready(fleet)).contains("inbox: ", "countersign.max-waiting-bytes");
      assertThat(fleet.web().metric("countersign_waiting_bytes")).isBetween(ROOM * 1.0, ROOM * 2.0);
      assertThat(fleet.web().metric("countersign_requests_waiting")).as("of 200").isLessThan(100);
      assertThat(changed.events()).isEmpty();

      fleet.sandbox().faults().clear();

      assertCreatedOnce(fleet, all);
      JsonNode end = Fleet.until("an end", () -> ended(changed));
      assertThat(end.path("type").asText()).isEqualTo("CANCELLED");
      await(fleet, "countersign_inbox_paused", 0);
    }
  }

  private static @Nullable JsonNode ended(Asked asked) {
    return asked.events().stream()
        .filter(event -> event.path("terminal").asBoolean())
        .findFirst()
        .orElse(null);
  }

  @Test
  void theIntakeWaitsForOwnersThatAreFarBehind() {
    try (Fleet fleet = fleet(50)) {
      refuse(fleet);
      List<Asked> all = ask(fleet, 200);
      await(fleet, "countersign_intake_paused", 1);
      assertThat(ready(fleet)).contains("intake: paused", "countersign.max-inbox-lag is 50");
      double taken = fleet.web().metric("countersign_commands_total");

      List<Asked> behind = ask(fleet, 50);

      Fleet.await("commands that stay where they are")
          .during(Duration.ofMillis(500))
          .until(() -> fleet.web().metric("countersign_commands_total") == taken);
      assertThat(fleet.web().metric("countersign_inbox_lag")).isGreaterThan(50);

      fleet.sandbox().faults().clear();

      assertCreatedOnce(fleet, all);
      assertCreatedOnce(fleet, behind);
      await(fleet, "countersign_intake_paused", 0);
    }
  }
}
