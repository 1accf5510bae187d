package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §8.6: KYC")
class KycTest extends SandboxTest {
  private String token = "";

  @BeforeEach
  void adaGaveHerToken() {
    sandbox.person("ada").sign(backend.created(SIGN_IN));
    token =
        Objects.requireNonNull(sandbox.person("ada").userToken(SandboxApplication.DEFAULT.key()));
  }

  @ParameterizedTest
  @DisplayName("§8.6 by user token: how far the person got, and what could have been said")
  @EnumSource(KycStatus.class)
  void byToken(KycStatus status) {
    control("POST", "people/ada/kyc", "{\"status\":\"%s\"}".formatted(status));

    JsonNode answer = ask(token);
    assertThat(answer.path("kycStatus").asText()).isEqualTo(status.name());
    assertThat(answer.path("possibleStatuses").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("NONE", "IN_PROGRESS", "REJECTED", "SUCCESSFUL");
  }

  @ParameterizedTest
  @DisplayName("§8.6 an invalid token cannot be told from no KYC")
  @ValueSource(strings = {"11111111-1111-4111-8111-111111111111", "nonsense", ""})
  void invalidToken(String other) {
    sandbox.person("ada").kyc(KycStatus.SUCCESSFUL);

    assertThat(ask(other).path("kycStatus").asText()).isEqualTo("NONE");
    assertThat(backend.post("kyc-status", "{}").expect(200).path("kycStatus").asText())
        .isEqualTo("NONE");
  }

  @Test
  @DisplayName("§8.4 on KYC a revoked or a foreign token is NONE")
  void revokedOrForeign() {
    sandbox.person("ada").kyc(KycStatus.SUCCESSFUL);
    Backend stranger = backend.as(sandbox.addApplication("other"));
    String body = "{\"user_token\":\"%s\"}".formatted(token);

    assertThat(stranger.post("kyc-status", body).expect(200).path("kycStatus").asText())
        .isEqualTo("NONE");
    sandbox.person("ada").revoke(SandboxApplication.DEFAULT.key());
    assertThat(ask(token).path("kycStatus").asText()).isEqualTo("NONE");
  }

  @Test
  @DisplayName("§8.6 by account: approved or not, nothing else")
  void byAccount() {
    String account = sandbox.person("ada").account();
    sandbox.person("ada").kyc(KycStatus.REJECTED);
    assertThat(backend.get("kyc-status/" + account).expect(200))
        .isEqualTo(Json.parse("{\"account\":\"%s\",\"kycApproved\":false}".formatted(account)));

    sandbox.person("ada").kyc(KycStatus.SUCCESSFUL);
    assertThat(backend.get("kyc-status/" + account).expect(200))
        .isEqualTo(Json.parse("{\"account\":\"%s\",\"kycApproved\":true}".formatted(account)));
  }

  @Test
  @DisplayName("CONTRACT §10 an unknown status is refused by name")
  void unknownStatus() {
    Backend.Reply reply = backend.call("POST", "/sandbox/people/ada/kyc", "{\"status\":\"MAYBE\"}");

    assertThat(reply.expect(400).at("/error/message").asText()).contains("'MAYBE'");
  }

  private JsonNode ask(String userToken) {
    return backend.post("kyc-status", "{\"user_token\":\"%s\"}".formatted(userToken)).expect(200);
  }

  @Test
  @DisplayName("§8.6 and §9.1: an xApp is told the same about the person")
  void xappKnows() {
    sandbox.person("ada").kyc(KycStatus.SUCCESSFUL);
    String key = extension.application().key();
    backend.call("POST", "/sandbox/applications", "{\"key\":\"%s\",\"xapp\":true}".formatted(key));
    String ott = sandbox.person("ada").openXapp(key);

    assertThat(
            backend.get("xapp/ott/" + ott).expect(200).at("/account_info/kycApproved").asBoolean())
        .isTrue();
  }
}
