package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("CONTRACT §9: replacement, over partitions and workers")
class ReplacementTest {
  @RegisterExtension static final Fleet fleet = Fleet.setup().workers(2).start();

  private static Asked replacing(Asked old) {
    return fleet.ask("'replaces':'" + old.id() + "'");
  }

  private static Asked opened() {
    Asked asked = fleet.ask("");
    fleet.person("ada").open(asked.payload());
    asked.awaits("CREATED", "OPENED");
    return asked;
  }

  private static String code(JsonNode failed) {
    return failed.path("failure").path("code").asText();
  }

  @Test
  void anUnopenedOneIsCancelledFirst() {
    Asked old = fleet.ask("");
    old.payload();
    Asked heir = replacing(old);
    heir.awaits("CREATED");
    JsonNode cancelled = old.awaits("CREATED", "CANCELLED");
    assertThat(cancelled.path("cancelled").path("reason").asText()).isEqualTo("OK");
    assertThat(fleet.sandbox().payload(heir.payload()).createdAt())
        .isAfterOrEqualTo(fleet.sandbox().payload(old.payload()).createdAt());
  }

  @Test
  void oneThatIsOnScreenIsWaitedForUntilItIsRejected() {
    Asked old = opened();
    Asked heir = replacing(old);
    JsonNode deferred = heir.awaits("DEFERRED");
    assertThat(deferred.path("deferred").path("reason").asText())
        .isEqualTo("PREDECESSOR_MAY_STILL_SIGN");
    assertThat(fleet.sandbox().payloads(heir.id())).isEmpty();
    fleet.person("ada").reject(old.payload());
    heir.awaits("DEFERRED", "CREATED");
  }

  @Test
  void whatIsSignedInsteadCannotBeReplaced() {
    Asked old = opened();
    Asked heir = replacing(old);
    heir.awaits("DEFERRED");
    fleet.person("ada").sign(old.payload());
    assertThat(code(heir.awaits("DEFERRED", "FAILED"))).isEqualTo("PREDECESSOR_SIGNED");
    assertThat(fleet.sandbox().payloads(heir.id())).isEmpty();
    assertThat(code(replacing(old).awaits("FAILED"))).isEqualTo("PREDECESSOR_SIGNED");
  }

  /** Asking everywhere takes about as long as it takes until waiting is told. */
  @Test
  void whatNobodyKnowsCannotBeReplaced() {
    Asked heir = fleet.ask("'replaces':'nobody'");
    assertThat(code(heir.awaitsOne("FAILED"))).isEqualTo("PREDECESSOR_UNKNOWN");
  }

  @Test
  void oneThatWaitsItselfLeavesWhatItWaitsFor() {
    Asked first = opened();
    Asked second = replacing(first);
    second.awaits("DEFERRED");
    Asked third = replacing(second);
    JsonNode cancelled = second.awaits("DEFERRED", "CANCELLED");
    assertThat(cancelled.path("cancelled").path("reason").asText()).isEqualTo("BEFORE_CREATION");
    third.awaits("DEFERRED");
    fleet.person("ada").reject(first.payload());
    third.awaits("DEFERRED", "CREATED");
    assertThat(fleet.sandbox().payloads(second.id())).isEmpty();
  }

  @Test
  void oneThatReplacesWaitsOnWhenItsOwnerIsReplaced() {
    Asked old = opened();
    Asked heir = replacing(old);
    heir.awaits("DEFERRED");
    fleet.startWorker();
    fleet.stop(fleet.worker());
    fleet.person("ada").reject(old.payload());
    heir.awaits("DEFERRED", "CREATED");
  }
}
