package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("countersign.applications.<alias>.paused")
class PausedTest {
  @RegisterExtension
  static final Fleet fleet =
      Fleet.setup()
          .applications("shop")
          .set("countersign.applications.shop.paused", "true")
          .set("countersign.deferred-after", "1s")
          .start();

  @Test
  void aPausedApplicationIsNotCalledAndWhatIsAskedOfItWaits() {
    Asked asked = fleet.ask("'application':'shop'");

    assertThat(asked.awaits("DEFERRED").path("deferred").path("reason").asText())
        .isEqualTo("PLATFORM_UNREACHABLE");

    String shop = fleet.application("shop").key();
    assertThat(fleet.sandbox().calls()).noneMatch(call -> shop.equals(call.application()));
  }

  @Test
  void itKeepsNoOtherWaiting() {
    fleet.ask("'application':'shop'");

    fleet.ask("").awaits("CREATED");
  }

  @Test
  void aCancelReachesWhatWaitsForIt() {
    Asked asked = fleet.ask("'application':'shop'");

    asked.cancel();

    assertThat(asked.awaits("CANCELLED").path("cancelled").path("reason").asText())
        .isEqualTo("BEFORE_CREATION");
  }

  @Test
  void healthSaysWhyAndTheWorkerIsReady() {
    Fleet.await("ready").until(() -> fleet.web().get("/health/ready").statusCode() == 200);

    HttpResponse<String> ready = fleet.web().get("/health/ready");

    assertThat(ready.body())
        .contains("application shop is not called: the application is paused by the configuration");
  }
}
