package dev.countersign.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.sandbox.SandboxRefusal;
import dev.countersign.testing.Asked;
import dev.countersign.testing.Fleet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("CONTRACT §9: who is expected to sign")
class ExpectationsTest {
  @RegisterExtension static final Fleet fleet = Fleet.setup().start();

  private final String person = fleet.newId();
  private final String account = fleet.person(person).account();
  private final Asked asked =
      fleet.ask("'user':'" + person + "','expect':{'account':'" + account + "'}");

  @Test
  void whoIsExpectedSignsAndNothingIsUnmet() {
    fleet.person(person).sign(asked.watched());

    JsonNode resolution = asked.awaits("CREATED", "OPENED", "SIGNED").path("resolution");
    assertThat(resolution.path("account").asText()).isEqualTo(account);
    assertThat(resolution.path("unmet")).isEmpty();
    Fleet.await("the token").until(() -> !fleet.tokens("default", person).isEmpty());
  }

  @Test
  void nobodyElsesWalletMaySign() {
    String payload = asked.watched();

    assertThatExceptionOfType(SandboxRefusal.class)
        .isThrownBy(() -> fleet.person(fleet.newId()).sign(payload))
        .withMessageContaining("is not among the signers");
  }
}
