package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §5.2: resolved, signed, cancelled and expired, line by line")
class StateTableTest extends SandboxTest {
  private static final Duration TWO_DAYS = Duration.ofDays(2);

  private String uuid = "";
  private SandboxPerson ada = sandbox.person("ada");

  @BeforeEach
  void aPayload() {
    uuid = backend.created(SIGN_IN);
    ada = sandbox.person("ada");
  }

  @Test
  @DisplayName("§5.2 waiting: f f f f")
  void waiting() {
    assertThat(state()).isEqualTo("ffff");
  }

  @Test
  @DisplayName("§5.2 signed in time, read soon: t t f f")
  void signed() {
    ada.sign(uuid);

    assertThat(state()).isEqualTo("ttff");
  }

  @Test
  @DisplayName("§5.2 signed in time, read after expires_at: t t f t")
  void signedAndReadLate() {
    ada.sign(uuid);
    sandbox.clock().advance(TWO_DAYS);

    assertThat(state()).isEqualTo("ttft");
  }

  @Test
  @DisplayName("§5.2 rejected: t f f f, and after expires_at t f f t")
  void rejected() {
    ada.reject(uuid);

    assertThat(state()).isEqualTo("tfff");
    sandbox.clock().advance(TWO_DAYS);
    assertThat(state()).isEqualTo("tfft");
  }

  @Test
  @DisplayName("§5.2 never touched, past expires_at: f f f t")
  void untouched() {
    sandbox.clock().advance(TWO_DAYS);

    assertThat(state()).isEqualTo("ffft");
  }

  @Test
  @DisplayName("§5.2 cancelled: f f t t")
  void cancelled() {
    backend.delete("payload/" + uuid).expect(200);

    assertThat(state()).isEqualTo("fftt");
  }

  @Test
  @DisplayName("§5.2 opened before, signed after expires_at: t t f t, with frame and token")
  void signedLate() {
    ada.open(uuid);
    sandbox.clock().advance(TWO_DAYS);
    SocketProbe probe = settled(uuid);
    ada.sign(uuid);

    assertThat(state()).isEqualTo("ttft");
    assertThat(probe.next(2).getLast()).contains("\"signed\":true");
    assertThat(ada.userToken(SandboxApplication.DEFAULT.key())).isNotNull();
  }

  @Test
  @DisplayName("§5.2 cancelled, then signed anyway: t t t t")
  void cancelledAndSigned() {
    backend.delete("payload/" + uuid).expect(200);
    ada.sign(uuid, Signing.USUAL.asLate());

    assertThat(state()).isEqualTo("tttt");
  }

  private String state() {
    JsonNode meta = backend.read(uuid).path("meta");
    return letter(meta, "resolved")
        + letter(meta, "signed")
        + letter(meta, "cancelled")
        + letter(meta, "expired");
  }

  private static String letter(JsonNode meta, String field) {
    assertThat(meta.path(field).isBoolean()).isTrue();
    return meta.path(field).asBoolean() ? "t" : "f";
  }
}
