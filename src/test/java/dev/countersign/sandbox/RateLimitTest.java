package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §11: the sliding minute of an application")
class RateLimitTest extends SandboxTest {
  @Test
  @DisplayName("§11 creates beyond the limit are 429, and each answer says what is left")
  void creates() {
    sandbox.limit(new Limits(2, 100));

    assertThat(backend.create(SIGN_IN).header("X-RateLimit-Remaining")).isEqualTo("1");
    assertThat(backend.create(SIGN_IN).header("X-RateLimit-Limit")).isEqualTo("2");
    assertThat(backend.create(SIGN_IN).error()).isEqualTo("429 429");
  }

  @Test
  @DisplayName("§11 the minute slides")
  void theMinuteSlides() {
    sandbox.limit(new Limits(2, null));
    backend.created(SIGN_IN);
    sandbox.clock().advance(Duration.ofSeconds(40));
    backend.created(SIGN_IN);
    sandbox.clock().advance(Duration.ofSeconds(21));

    backend.created(SIGN_IN);
    assertThat(backend.create(SIGN_IN).status()).isEqualTo(429);
  }

  @Test
  @DisplayName("§11 all calls count together, and each application for itself")
  void calls() {
    control("POST", "limits", "{\"calls\":3}");
    Backend other = backend.as(sandbox.addApplication("other"));

    // theApplicationIsKnown() was the first.
    assertThat(backend.get("ping").header("X-RateLimit-Remaining")).isEqualTo("1");
    backend.created(SIGN_IN);
    assertThat(backend.get("ping").error()).isEqualTo("429 429");
    other.get("ping").expect(200);
  }

  @Test
  @DisplayName("§11 switched off there is neither limit nor header")
  void off() {
    sandbox.limit(new Limits(0, 0));
    control("POST", "limits", "null");

    assertThat(backend.create(SIGN_IN).header("X-RateLimit-Limit")).isEmpty();
  }
}
