package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.sandbox.Call;
import dev.countersign.sandbox.Effect;
import dev.countersign.sandbox.Fault;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlatformTroubleTest {
  @RegisterExtension
  static final Fleet fleet =
      Fleet.setup().applications("limited", "refused", "down", "lossy").start();

  private static Fault fault(String application, String path, Effect effect) {
    return Fault.on(path, effect).ofApplication(fleet.application(application).key());
  }

  @Test
  void afterALostAnswerThePayloadIsAdoptedAndThereIsOnlyOne() {
    fleet.sandbox().faults().add(fault("lossy", "create", new Effect.LoseAnswer()).once());

    Asked asked = fleet.ask("'application':'lossy'");

    JsonNode created = asked.awaits("CREATED").path("created");
    assertThat(created.path("adopted").asBoolean()).isTrue();
    assertThat(created.path("links").path("always").asText()).contains(asked.payload());
    assertThat(fleet.sandbox().payloads(asked.id())).hasSize(1);
    fleet.person("ada").sign(asked.watched());
    asked.awaits("CREATED", "OPENED", "SIGNED");
  }

  @Test
  void aLostAnswerToAPayloadThatCannotBeReadYetMakesNoSecondOne() {
    fleet.sandbox().faults().add(fault("lossy", "create", new Effect.LoseAnswer()).once());
    fleet.sandbox().faults().add(Fault.readLag(Duration.ofMillis(600)));

    Asked asked = fleet.ask("'application':'lossy'");

    assertThat(asked.awaits("CREATED").path("created").path("adopted").asBoolean()).isTrue();
    assertThat(fleet.sandbox().payloads(asked.id())).hasSize(1);
  }

  @Test
  void aCreateThatNeverArrivedIsSentAgainUnderTheSameIdentifier() {
    fleet.sandbox().faults().add(fault("lossy", "create", new Effect.Reset()).once());

    Asked asked = fleet.ask("'application':'lossy'");

    assertThat(asked.awaits("CREATED").path("created").path("adopted").asBoolean(true)).isFalse();
    assertThat(fleet.sandbox().payloads(asked.id())).hasSize(1);
  }

  @Test
  void aProxysErrorPageIsNoAnswerAndTheCreateIsTriedAgain() {
    fleet
        .sandbox()
        .faults()
        .add(fault("lossy", "create", new Effect.Status(502, null, "<h1>Bad gateway</h1>")).once());

    Asked asked = fleet.ask("'application':'lossy'");

    asked.awaits("CREATED");
    assertThat(fleet.sandbox().payloads(asked.id())).hasSize(1);
  }

  @Test
  void anOutageFailsNothing() {
    fleet.sandbox().faults().add(fault("down", "create", new Effect.Status(503, null, null)));
    List<Asked> waiting =
        List.of(fleet.ask("'application':'down'"), fleet.ask("'application':'down'"));
    Fleet.await("failed creates")
        .until(() -> calls("down", "create").stream().filter(c -> c.status() == 503).count() >= 2);

    fleet.sandbox().faults().clear();

    waiting.forEach(asked -> asked.awaits("CREATED"));
    waiting.forEach(asked -> assertThat(fleet.sandbox().payloads(asked.id())).hasSize(1));
  }

  @Test
  void aRateLimitIsWaitedForAsTold() {
    fleet
        .sandbox()
        .faults()
        .add(fault("limited", "create", new Effect.RateLimited(2, false)).once());
    Asked asked = fleet.ask("'application':'limited'");

    asked.awaits("CREATED");

    List<Call> creates = calls("limited", "create");
    assertThat(creates).extracting(Call::status).containsExactly(429, 200);
    assertThat(Duration.between(creates.getFirst().at(), creates.getLast().at()))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void oneApplicationsTroubleDoesNotHoldUpAnother() {
    fleet.sandbox().faults().add(fault("refused", "create", new Effect.Unauthorized()));
    Asked stuck = fleet.ask("'application':'refused'");
    Fleet.await("a refused create").until(() -> !calls("refused", "create").isEmpty());

    fleet.ask("").awaits("CREATED");

    assertThat(stuck.events()).isEmpty();
  }

  @Test
  void wrongCredentialsFailNothingAndHealthSaysWhyUntilTheyAreRight() {
    try (Fleet alone = Fleet.setup().start()) {
      alone.sandbox().faults().add(Fault.on("create", new Effect.Unauthorized()));
      alone.sandbox().faults().add(Fault.on("ping", new Effect.Unauthorized()));
      Asked asked = alone.ask("");
      HttpResponse<String> notReady =
          Fleet.until(
              "the reason in /health/ready",
              () -> {
                HttpResponse<String> answer = alone.web().get("/health/ready");
                return answer.body().contains("credentials") ? answer : null;
              });
      assertThat(notReady.statusCode()).isEqualTo(503);
      assertThat(notReady.body())
          .contains("countersign.applications.default.api-key")
          .doesNotContain(alone.application("default").secret());
      assertThat(asked.events()).isEmpty();

      alone.sandbox().faults().clear();

      asked.awaits("CREATED");
      assertThat(alone.sandbox().payloads(asked.id())).hasSize(1);
      Fleet.await("ready again").until(() -> alone.web().get("/health/ready").statusCode() == 200);
    }
  }

  @Test
  void aRefusalIsFailedAtOnceWithThePlatformsCodeAndReference() {
    fleet
        .sandbox()
        .faults()
        .add(
            fault(
                    "lossy",
                    "create",
                    new Effect.Status(
                        400, "{\"error\":{\"reference\":\"ref-1234\",\"code\":603}}", null))
                .once());

    Asked asked = fleet.ask("'application':'lossy'");

    JsonNode failure = asked.awaits("FAILED").path("failure");
    assertThat(failure.path("code").asText()).isEqualTo("PLATFORM_REFUSED");
    assertThat(failure.path("platform_code").asInt()).isEqualTo(603);
    assertThat(failure.path("platform_reference").asText()).isEqualTo("ref-1234");
  }

  @Test
  void whatThePlatformReallyRefusesFailsToo() {
    Asked asked = fleet.ask("'txjson':{'TransactionType':'NoSuchThing'}");

    assertThat(asked.awaits("FAILED").path("failure").path("platform_code").asInt()).isEqualTo(602);
  }

  @Test
  void whatCouldNotBeginInTimeFails() {
    fleet.sandbox().faults().add(fault("refused", "create", new Effect.Unauthorized()));
    fleet.sandbox().faults().add(fault("refused", "ping", new Effect.Unauthorized()));

    Asked asked =
        fleet.ask("'application':'refused','not_after':'" + Instant.now().plusSeconds(1) + "'");

    assertThat(asked.awaits("FAILED").path("failure").path("code").asText())
        .isEqualTo("DEADLINE_PASSED");
    assertThat(fleet.sandbox().payloads(asked.id())).isEmpty();
  }

  private static List<Call> calls(String application, String endpoint) {
    String key = fleet.application(application).key();
    return fleet.sandbox().calls().stream()
        .filter(call -> key.equals(call.application()) && call.endpoint().equals(endpoint))
        .toList();
  }
}
