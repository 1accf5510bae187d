package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
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
  @DisplayName("§11 the limits of an ordinary application are 30 creates and 100 calls")
  void usual() {
    sandbox.limit(Limits.USUAL);

    assertThat(backend.get("ping").header("X-RateLimit-Limit")).isEqualTo("100");
    for (int i = 0; i < 30; i++) {
      assertThat(backend.create(SIGN_IN).header("X-RateLimit-Limit")).isEqualTo("30");
    }
    assertThat(backend.create(SIGN_IN).error()).isEqualTo("429 429");
    // Two pings and thirty creates before; what was refused does not count.
    assertThat(backend.get("ping").header("X-RateLimit-Remaining")).isEqualTo("67");
  }

  @Test
  @DisplayName("§11 transactions, KYC and account-meta have a minute of their own: 60, 600, 120")
  void ownBudgets() {
    sandbox.limit(new Limits(30, 2));
    String account = sandbox.person("ada").account();

    assertThat(backend.get("xrpl-tx/" + "0".repeat(64)).header("X-RateLimit-Limit"))
        .isEqualTo("60");
    assertThat(backend.get("kyc-status/" + account).header("X-RateLimit-Limit")).isEqualTo("600");
    assertThat(backend.get("account-meta/" + account).header("X-RateLimit-Limit")).isEqualTo("120");
    assertThat(backend.get("ping").header("X-RateLimit-Remaining")).isEqualTo("0");
  }

  @Test
  @DisplayName("§11 every authenticated answer says what is left: errors and refusals too")
  void onErrorsToo() {
    sandbox.limit(new Limits(1, 3));

    assertThat(backend.create("{}").header("X-RateLimit-Remaining")).isEqualTo("0");
    Backend.Reply refused = backend.create(SIGN_IN);
    assertThat(refused.error()).isEqualTo("429 429");
    assertThat(refused.header("X-RateLimit-Remaining")).isEqualTo("0");
    assertThat(refused.header("X-RateLimit-Limit")).isEqualTo("1");
    assertThat(refused.header("X-Call-Ref"))
        .isEqualTo(refused.json().at("/error/reference").asText());
    assertThat(backend.get("payload/ci/never").header("X-RateLimit-Remaining")).isEqualTo("0");
  }

  @Test
  @DisplayName("§11 X-RateLimit-Reset is when the oldest call leaves the minute, in unix seconds")
  void reset() {
    sandbox.limit(Limits.USUAL);

    long reset = Long.parseLong(backend.get("ping").header("X-RateLimit-Reset"));
    assertThat(reset - sandbox.clock().now().getEpochSecond()).isBetween(51L, 61L);
  }

  @Test
  @DisplayName("§11 who waits until X-RateLimit-Reset is not refused again")
  void resetIsLateEnough() {
    sandbox.limit(new Limits(null, 1));

    String reset = backend.get("ping").header("X-RateLimit-Reset");
    backend.get("ping").expect(429);
    sandbox.clock().set(Instant.ofEpochSecond(Long.parseLong(reset)));
    backend.get("ping").expect(200);
  }

  @Test
  @DisplayName("§11 who is not authenticated has no limit and uses nobody's")
  void strangers() {
    sandbox.limit(Limits.USUAL);

    assertThat(backend.as("", "").get("ping").header("X-RateLimit-Limit")).isEmpty();
    backend
        .as(SandboxApplication.DEFAULT.key(), "11111111-1111-4111-8111-111111111111")
        .get("ping");
    assertThat(backend.get("ping").header("X-RateLimit-Remaining")).isEqualTo("98");
  }

  @Test
  @DisplayName("§11 switched off there is neither limit nor header")
  void off() {
    sandbox.limit(new Limits(0, 0));
    control("POST", "limits", "null");

    assertThat(backend.create(SIGN_IN).header("X-RateLimit-Limit")).isEmpty();
  }

  @Test
  @DisplayName("§11 where the clock is set back, what has not happened yet does not count")
  void clockIsSetBack() {
    sandbox.limit(new Limits(1, null));
    backend.create(SIGN_IN).expect(200);
    sandbox.clock().advance(Duration.ofHours(-24));

    backend.create(SIGN_IN).expect(200);
  }

  @Test
  @DisplayName("§11 an application can have limits of its own, until the next change for all")
  void ofOneApplication() {
    SandboxApplication shop = sandbox.addApplication("shop");
    control("POST", "limits", "{\"creates\":5}");
    JsonNode changed =
        control("POST", "limits", "{\"application\":\"%s\",\"creates\":2}".formatted(shop.key()));

    assertThat(backend.as(shop).create(SIGN_IN).header("X-RateLimit-Limit")).isEqualTo("2");
    assertThat(backend.create(SIGN_IN).header("X-RateLimit-Limit")).isEqualTo("5");
    assertThat(changed.at("/applications/0/application").asText()).isEqualTo(shop.key());
    assertThat(control("POST", "limits", "{\"creates\":7}").path("applications")).isEmpty();
    assertThat(backend.as(shop).create(SIGN_IN).header("X-RateLimit-Limit")).isEqualTo("7");
  }

  @Test
  @DisplayName("§11 limits of one application leave the others without")
  void onlyOneIsLimited() {
    SandboxApplication shop = sandbox.addApplication("shop");
    sandbox.limit(shop.key(), new Limits(0, null));

    assertThat(backend.as(shop).create(SIGN_IN).error()).isEqualTo("429 429");
    assertThat(backend.create(SIGN_IN).expect(200).has("uuid")).isTrue();
  }
}
