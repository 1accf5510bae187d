package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §8.4 and §8.5: user tokens")
class UserTokenTest extends SandboxTest {
  private String first = "";
  private String token = "";

  @BeforeEach
  void adaHasSignedOnce() {
    first = backend.created(SIGN_IN);
    sandbox.person("ada").sign(first);
    token = issuedBy(first);
  }

  @Test
  @DisplayName("§8.4 a signature issues a lower-case v4 token")
  void issued() {
    assertThat(Ids.isV4(token)).isTrue();
    assertThat(sandbox.person("ada").userToken(SandboxApplication.DEFAULT.key())).isEqualTo(token);
  }

  @Test
  @DisplayName("§8.4 the next signature has the same token, and the older payload shows null")
  void oneStableToken() {
    String second = backend.created(SIGN_IN);
    sandbox.person("ada").sign(second);

    assertThat(issuedBy(second)).isEqualTo(token);
    assertThat(issuedBy(first)).isEqualTo("null");
  }

  @Test
  @DisplayName("§4.2 a live token pushes, and only then there is a no_push_msg_received")
  void pushed() {
    JsonNode answer = backend.create(pushing(token)).expect(200);

    String uuid = answer.path("uuid").asText();
    assertThat(answer.path("pushed").asBoolean()).isTrue();
    assertThat(answer.at("/next/no_push_msg_received").asText())
        .isEqualTo(sandbox.url() + "/sign/" + uuid + "/qr");
    assertThat(backend.read(uuid).at("/meta/pushed").asBoolean()).isTrue();
    assertThat(sandbox.person("ada").pending())
        .extracting(PayloadSnapshot::uuid)
        .containsExactly(uuid);
  }

  @ParameterizedTest
  @DisplayName("§4.1 what is no token, or nobody's, is silently ignored")
  @ValueSource(strings = {"11111111-1111-4111-8111-111111111111", "nonsense", ""})
  void ignored(String other) {
    assertThat(pushes(other)).isFalse();
  }

  @Test
  @DisplayName("§4.1 another application's token is silently ignored")
  void foreign() {
    Backend stranger = backend.as(sandbox.addApplication("other"));

    JsonNode answer = stranger.create(pushing(token)).expect(200);
    assertThat(answer.path("pushed").asBoolean()).isFalse();
    assertThat(answer.path("next").has("no_push_msg_received")).isFalse();
  }

  @Test
  @DisplayName("§8.4 it lives 30 days from the last signature")
  void thirtyDays() {
    sandbox.clock().advance(Duration.ofDays(29));
    sandbox.person("ada").sign(backend.created(SIGN_IN));
    sandbox.clock().advance(Duration.ofDays(29));
    assertThat(pushes(token)).isTrue();

    sandbox.clock().advance(Duration.ofDays(1));
    assertThat(pushes(token)).isFalse();
  }

  @Test
  @DisplayName("§8.4 a rejection extends a live token and says so in its frame")
  void aRejectionExtends() {
    sandbox.clock().advance(Duration.ofDays(29));
    String uuid = backend.created(SIGN_IN);
    SocketProbe probe = settled(uuid);
    sandbox.person("ada").reject(uuid);
    sandbox.clock().advance(Duration.ofDays(29));

    assertThat(probe.next(2).getLast()).contains("\"user_token\":true");
    assertThat(pushes(token)).isTrue();
  }

  @Test
  @DisplayName("§8.4 a rejection issues no token")
  void aRejectionIssuesNone() {
    String uuid = backend.created(SIGN_IN);
    SocketProbe probe = settled(uuid);
    sandbox.person("bob").reject(uuid);

    assertThat(probe.next(2).getLast()).contains("\"user_token\":false");
    assertThat(issuedBy(uuid)).isEqualTo("null");
  }

  @Test
  @DisplayName("§8.4 revoked it pushes no more, and the next signature revives the same value")
  void revokedAndRevived() {
    sandbox.person("ada").revoke(SandboxApplication.DEFAULT.key());
    assertThat(pushes(token)).isFalse();
    String again = backend.created(SIGN_IN);
    sandbox.person("ada").sign(again);

    assertThat(issuedBy(again)).isEqualTo(token);
    assertThat(pushes(token)).isTrue();
  }

  @Test
  @DisplayName("§8.5 verification knows the dates of a token and leaves unknown ones out")
  void verified() {
    JsonNode tokens =
        backend
            .post("user-tokens", "{\"tokens\":[\"%s\",\"nonsense\"]}".formatted(token))
            .expect(200)
            .path("tokens");

    assertThat(tokens).hasSize(1);
    assertThat(tokens.at("/0/user_token").asText()).isEqualTo(token);
    assertThat(tokens.at("/0/active").asBoolean()).isTrue();
    assertThat(tokens.at("/0/expires").asLong() - tokens.at("/0/issued").asLong())
        .isEqualTo(2_592_000);
  }

  @Test
  @DisplayName("§8.5 a revoked one is inactive")
  void verifiedInactive() {
    sandbox.person("ada").revoke(SandboxApplication.DEFAULT.key());

    JsonNode answer = backend.get("user-token/" + token).expect(200);
    assertThat(answer.at("/tokens/0/active")).isEqualTo(Json.parse("false"));
  }

  @ParameterizedTest
  @DisplayName("§8.5 a body without tokens is 400, a bare array too")
  @ValueSource(strings = {"{\"token\":\"x\"}", "{\"tokens\":\"x\"}", "[\"x\"]", ""})
  void withoutTokens(String body) {
    assertThat(backend.post("user-tokens", body).error()).isEqualTo("400 400");
  }

  @Test
  @DisplayName("§8.5 another application's token is unknown to verification")
  void verifiedForeign() {
    Backend stranger = backend.as(sandbox.addApplication("other"));

    assertThat(stranger.get("user-token/" + token).expect(200))
        .isEqualTo(Json.parse("{\"tokens\":[]}"));
  }

  @Test
  @DisplayName("§8.5 an expired one is inactive, with its dates")
  void verifiedExpired() {
    sandbox.clock().advance(Duration.ofDays(31));

    JsonNode known = backend.get("user-token/" + token).expect(200).at("/tokens/0");
    assertThat(known.path("active")).isEqualTo(Json.parse("false"));
    assertThat(known.path("expires").asLong()).isLessThan(sandbox.clock().now().getEpochSecond());
  }

  @Test
  @DisplayName("§8.5 the next signature moves expires and leaves issued")
  void verifiedSliding() {
    JsonNode before = backend.get("user-token/" + token).expect(200).at("/tokens/0");
    sandbox.clock().advance(Duration.ofDays(3));
    sandbox.person("ada").sign(backend.created(SIGN_IN));

    JsonNode after = backend.get("user-token/" + token).expect(200).at("/tokens/0");
    assertThat(after.path("issued")).isEqualTo(before.path("issued"));
    assertThat(after.path("expires").asLong() - before.path("expires").asLong())
        .isGreaterThanOrEqualTo(Duration.ofDays(3).toSeconds());
  }

  @Test
  @DisplayName("CONTRACT §10 the call log does not hold the token of a path")
  void theLogHasNoToken() {
    backend.get("user-token/" + token);

    assertThat(sandbox.calls().toString()).doesNotContain(token);
  }

  private String issuedBy(String uuid) {
    return backend.read(uuid).at("/application/issued_user_token").asText();
  }

  private boolean pushes(String value) {
    return backend.create(pushing(value)).expect(200).path("pushed").asBoolean();
  }

  private static String pushing(String value) {
    return "{\"txjson\":{\"TransactionType\":\"SignIn\"},\"user_token\":\"" + value + "\"}";
  }
}
