package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.sandbox.Fault;
import dev.countersign.sandbox.Limits;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("CONTRACT §4: DEFERRED")
class DeferredTest {
  @RegisterExtension
  static final Fleet fleet =
      Fleet.setup().set("countersign.deferred-after", "2s").applications("down").start();

  @AfterEach
  void noLimits() {
    fleet.sandbox().limit(Limits.OFF);
  }

  @Test
  void whoWaitsForAPlatformThatGivesNoUsableAnswerIsToldOnceAndThenCreated() {
    String down = fleet.application("down").key();
    fleet.sandbox().faults().add(Fault.answer("/api/v1/platform/", 503).ofApplication(down));
    Stream.generate(() -> "'application':'down'").limit(6).forEach(fleet::ask);
    Fleet.await("a closed application")
        .until(() -> fleet.web().get("/health/ready").body().contains("down is not called until"));

    Asked asked = fleet.ask("'application':'down'");

    JsonNode deferred = asked.awaits("DEFERRED");
    assertThat(deferred.path("deferred").path("reason").asText()).isEqualTo("PLATFORM_UNREACHABLE");
    assertThat(deferred.path("deferred").path("eta").isNull()).isTrue();
    assertThat(deferred.path("terminal").asBoolean(true)).isFalse();
    fleet.sandbox().faults().clear();
    asked.awaits("DEFERRED", "CREATED");
  }

  @Test
  void whoWaitsForTheBudgetIsToldUntilWhenAndNotAgainByTheNextWorker() {
    fleet.sandbox().limit(new Limits(2, null));
    List<Asked> created = List.of(fleet.ask(""), fleet.ask(""));
    created.forEach(Asked::payload);
    Instant before = Instant.now();

    List<Asked> waiting = Stream.generate(() -> fleet.ask("")).limit(4).toList();

    List<Instant> etas = waiting.stream().map(DeferredTest::eta).sorted().toList();
    assertThat(etas)
        .allSatisfy(eta -> assertThat(eta).isBetween(before, before.plusSeconds(2 * 60 + 10)));
    assertThat(Duration.between(etas.getFirst(), etas.getLast()))
        .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(70));
    fleet.stop(fleet.worker());
    fleet.startWorker();
    // Whoever comes last is looked at last.
    eta(fleet.ask("'priority':'LOW'"));
    waiting.forEach(asked -> asked.awaits("DEFERRED"));
  }

  private static Instant eta(Asked asked) {
    JsonNode deferred = asked.awaits("DEFERRED").path("deferred");
    assertThat(deferred.path("reason").asText()).isEqualTo("BUDGET");
    return Instant.parse(deferred.path("eta").asText());
  }
}
