package dev.countersign.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("PROTOCOL §11: what the platform says about limits can be chosen, for it is not known")
class LimitAnswersTest extends SandboxTest {
  private static final LimitAnswers PAGES =
      new LimitAnswers(LimitAnswers.Headers.NONE, true, false);

  @Test
  @DisplayName("§11 without headers the limits still hold")
  void noHeaders() {
    sandbox.limit(new Limits(1, null));
    control("POST", "settings", "{\"limit_headers\":\"none\"}");
    Backend.Reply first = backend.create(SIGN_IN);
    Backend.Reply refused = backend.create(SIGN_IN);

    assertThat(refused.error()).isEqualTo("429 429");
    assertThat(Stream.of(first, refused))
        .allSatisfy(reply -> assertThat(reply.header("X-RateLimit-Limit")).isEmpty())
        .allSatisfy(reply -> assertThat(reply.header("X-RateLimit-Remaining")).isEmpty())
        .allSatisfy(reply -> assertThat(reply.header("X-RateLimit-Reset")).isEmpty());
  }

  @Test
  @DisplayName("§11 X-RateLimit-Reset, which only one client knows, can be left out")
  void noReset() {
    sandbox.limit(new Limits(1, null));
    control("POST", "settings", "{\"limit_headers\":\"without_reset\"}");
    Backend.Reply reply = backend.create(SIGN_IN);

    assertThat(reply.header("X-RateLimit-Limit")).isEqualTo("1");
    assertThat(reply.header("X-RateLimit-Remaining")).isEqualTo("0");
    assertThat(reply.header("X-RateLimit-Reset")).isEmpty();
  }

  @Test
  @DisplayName("§11 429 can be an HTML page that nobody of the platform wrote")
  void page() {
    sandbox.limit(new Limits(0, null));
    control("POST", "settings", "{\"limit_page\":true}");
    Backend.Reply refused = backend.create(SIGN_IN);

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Content-Type")).startsWith("text/html");
    assertThat(refused.text()).startsWith("<html>");
    assertThat(refused.header("X-RateLimit-Limit")).isEmpty();
    assertThat(refused.header("X-Call-Ref")).isEmpty();
    assertThat(refused.header("Retry-After")).isEmpty();
  }

  @Test
  @DisplayName("§11 who waits for as long as Retry-After says is not refused again")
  void retryAfter() {
    sandbox.limit(new Limits(1, null));
    control("POST", "settings", "{\"limit_page\":true,\"limit_retry_after\":true}");
    backend.created(SIGN_IN);
    sandbox.clock().advance(Duration.ofSeconds(20));
    long wait = Long.parseLong(backend.create(SIGN_IN).header("Retry-After"));

    assertThat(wait).isBetween(30L, 41L);
    sandbox.clock().advance(Duration.ofSeconds(wait));
    backend.created(SIGN_IN);
  }

  @Test
  @DisplayName(
      "§11 the log has every attempt, what is refused too, with its application and moment")
  void theLog() {
    SandboxApplication shop = sandbox.addApplication("shop");
    sandbox.limit(shop.key(), new Limits(1, null));
    sandbox.change(usual -> usual.withLimitAnswers(PAGES));
    Instant before = sandbox.clock().now();
    backend.as(shop).created(SIGN_IN);
    backend.as(shop).create(SIGN_IN);

    assertThat(sandbox.calls().stream().filter(call -> shop.key().equals(call.application())))
        .allSatisfy(call -> assertThat(call.endpoint()).isEqualTo("create"))
        .allSatisfy(call -> assertThat(call.at()).isAfterOrEqualTo(before))
        .extracting(Call::status)
        .containsExactly(200, 429);
  }

  @Test
  @DisplayName("CONTRACT §10 what headers cannot be is refused by name")
  void unknownHeaders() {
    assertThat(
            backend
                .call("POST", "/sandbox/settings", "{\"limit_headers\":\"some\"}")
                .expect(400)
                .at("/error/message")
                .asText())
        .isEqualTo("limit_headers: \"some\" is none of \"all\", \"without_reset\" and \"none\".");
  }
}
