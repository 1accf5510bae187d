package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.sandbox.Effect;
import dev.countersign.sandbox.Fault;
import dev.countersign.sandbox.Signing;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CancelTest {
  @RegisterExtension static final Fleet fleet = Fleet.setup().applications("closed").start();

  private static String reason(JsonNode event) {
    return event.path("cancelled").path("reason").asText();
  }

  @Test
  void thePlatformIsAskedToCancelWhatIsThere() {
    Asked asked = fleet.ask("");
    asked.watched();

    asked.cancel();

    JsonNode cancelled = asked.awaits("CREATED", "CANCELLED");
    assertThat(reason(cancelled)).isEqualTo("OK");
    assertThat(cancelled.path("terminal").asBoolean()).isTrue();
    assertThat(fleet.sandbox().payload(asked.payload()).cancelled()).isTrue();
  }

  @Test
  void whatIsOnScreenIsNotCancelledAndCanStillBeSigned() {
    Asked asked = fleet.ask("");
    fleet.person("ada").open(asked.watched());
    asked.awaits("CREATED", "OPENED");

    asked.cancel();

    JsonNode refused = asked.awaits("CREATED", "OPENED", "CANCEL_REFUSED");
    assertThat(reason(refused)).isEqualTo("ALREADY_OPENED");
    assertThat(refused.path("terminal").asBoolean(true)).isFalse();
    fleet.person("ada").sign(asked.payload());
    asked.awaits("CREATED", "OPENED", "CANCEL_REFUSED", "SIGNED");
  }

  @Test
  void whatWasSignedIsNotCancelled() {
    Asked asked = fleet.ask("");
    fleet.person("ada").sign(asked.watched());
    asked.awaits("CREATED", "OPENED", "SIGNED");

    asked.cancel();

    assertThat(reason(asked.awaits("CREATED", "OPENED", "SIGNED", "CANCEL_REFUSED")))
        .isEqualTo("ALREADY_RESOLVED");
  }

  @Test
  void whatExpiredIsNotCancelled() {
    Asked asked = fleet.ask("'options':{'expire':1}");
    asked.watched();
    fleet.sandbox().clock().advance(Duration.ofSeconds(61));
    asked.awaits("CREATED", "EXPIRED");

    asked.cancel();

    assertThat(reason(asked.awaits("CREATED", "EXPIRED", "CANCEL_REFUSED")))
        .isEqualTo("ALREADY_EXPIRED");
  }

  @Test
  void aSignatureThatSlippedThroughACancelIsPublishedAsLate() {
    Asked asked = fleet.ask("");
    asked.watched();
    asked.cancel();
    asked.awaits("CREATED", "CANCELLED");

    fleet.person("ada").sign(asked.payload(), Signing.USUAL.asLate());

    JsonNode signed = asked.awaits("CREATED", "CANCELLED", "SIGNED");
    assertThat(signed.path("resolution").path("late").asBoolean()).isTrue();
  }

  @Test
  void whatWaitsIsCancelledWithoutAPayload() {
    fleet.sandbox().faults().add(refusingCredentials());
    Asked asked = fleet.ask("'application':'closed'");
    Fleet.await("a refused call")
        .until(
            () ->
                fleet.sandbox().calls().stream()
                    .anyMatch(call -> Integer.valueOf(813).equals(call.code())));

    asked.cancel();

    assertThat(reason(asked.awaits("CANCELLED"))).isEqualTo("BEFORE_CREATION");
    assertThat(fleet.sandbox().payloads(asked.id())).isEmpty();
  }

  private static Fault refusingCredentials() {
    return new Fault(
        fleet.application("closed").key(), null, null, null, 1, 0, new Effect.Unauthorized());
  }

  @Test
  void aCancelThatComesFirstCancelsTheCreateThatFollows() {
    Asked asked = fleet.asked(fleet.newId());
    asked.cancel();

    asked.send("");

    assertThat(reason(asked.awaits("CANCELLED"))).isEqualTo("BEFORE_CREATION");
    assertThat(fleet.sandbox().payloads(asked.id())).isEmpty();
  }

  @Test
  void aCancelWhoseAnswerIsLostIsAskedAgain() {
    Asked asked = fleet.ask("");
    asked.watched();
    fleet.sandbox().faults().add(Fault.loseAnswer("cancel").once());

    asked.cancel();

    assertThat(reason(asked.awaits("CREATED", "CANCELLED"))).isEqualTo("ALREADY_CANCELLED");
  }

  @Test
  void aSecondCancelIsAnsweredToo() {
    Asked asked = fleet.ask("");
    asked.watched();
    asked.cancel();
    asked.awaits("CREATED", "CANCELLED");

    asked.cancel();

    assertThat(reason(asked.awaits("CREATED", "CANCELLED", "CANCELLED")))
        .isEqualTo("ALREADY_CANCELLED");
  }

  @Test
  void aCancelInTheNameOfAnotherApplicationIsADeadLetter() {
    Asked asked = fleet.ask("");
    asked.watched();

    fleet.send(
        asked.id(),
        "{\"id\":\"%s\",\"action\":\"CANCEL\",\"application\":\"closed\"}".formatted(asked.id()));

    fleet.deadLetters(asked.id(), 1);
    asked.awaits("CREATED");
  }
}
