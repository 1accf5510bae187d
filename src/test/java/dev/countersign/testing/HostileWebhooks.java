package dev.countersign.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Posts that look like a good webhook and are not, with what gives them away. */
public final class HostileWebhooks {
  private static final String NOBODYS = "5a4db0c5-0000-4000-8000-0000000000ff";

  private HostileWebhooks() {}

  /** Null: without that header. */
  public record Hostile(
      String name,
      @Nullable String payload,
      @Nullable String timestamp,
      @Nullable String signature,
      String body,
      String outcome) {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * @param body a good one of {@link WebhookForge#PAYLOAD}
   * @param secret of its application
   * @param others secret of another application
   */
  public static List<Hostile> of(String body, String secret, String others, Instant now) {
    String at = Long.toString(now.getEpochSecond());
    String good = WebhookForge.sign(secret, at, body);
    byte[] bytes = body.getBytes(UTF_8);
    String stale = Long.toString(now.minus(Duration.ofSeconds(330)).getEpochSecond());
    String future = Long.toString(now.plus(Duration.ofSeconds(330)).getEpochSecond());
    return List.of(
        header("no signature", at, null, body),
        header("an empty signature", at, "", body),
        header("upper case", at, good.toUpperCase(Locale.ROOT), body),
        header("truncated", at, good.substring(0, 39), body),
        header("longer", at, good + "0", body),
        header("with a prefix", at, "sha1=" + good, body),
        header("two in one", at, good + "," + good, body),
        header("no timestamp", null, good, body),
        header("an empty timestamp", "", good, body),
        header("a negative timestamp", "-1", good, body),
        header("a fraction", at + ".0", good, body),
        header("no number at all", "now", good, body),
        header("milliseconds", at + "000", good, body),
        header("a huge number", "9".repeat(40), good, body),
        new Hostile("no payload header", null, at, good, body, "bad_header"),
        signature("another timestamp", stale, good, body),
        signature(
            "all dashes removed", at, WebhookForge.hmac(secret.replace("-", ""), at, bytes), body),
        signature("no dash removed", at, WebhookForge.hmac(secret, at, bytes), body),
        signature("no timestamp in it", at, WebhookForge.hmac(secret, "", bytes), body),
        signature("zeros", at, "0".repeat(40), body),
        signature("a re-serialised body", at, good, serialisedAgain(body)),
        signature("a trailing byte", at, good, body + "\n"),
        signature("a byte less", at, good, body.substring(1)),
        signature("no body", at, good, ""),
        signature("signed false instead of true", at, good, body.replace(":true", ":false")),
        signature("another's secret", at, WebhookForge.sign(others, at, body), body),
        signature("nobody's secret", at, WebhookForge.sign(NOBODYS, at, body), body),
        stale("a body that moves to the timestamp", at + "1", signed(secret, at, "1" + body), body),
        stale("stale", stale, WebhookForge.sign(secret, stale, body), body),
        stale("of the future", future, WebhookForge.sign(secret, future, body), body),
        new Hostile(
            "another payload's header",
            WebhookForge.PAYLOAD.replace('a', 'b'),
            at,
            good,
            body,
            "other_payload"));
  }

  private static String signed(String secret, String timestamp, String body) {
    return WebhookForge.sign(secret, timestamp, body);
  }

  private static Hostile header(
      String name, @Nullable String timestamp, @Nullable String signature, String body) {
    return hostile(name, timestamp, signature, body, "bad_header");
  }

  private static Hostile signature(String name, String timestamp, String signature, String body) {
    return hostile(name, timestamp, signature, body, "bad_signature");
  }

  private static Hostile stale(String name, String timestamp, String signature, String body) {
    return hostile(name, timestamp, signature, body, "stale");
  }

  private static Hostile hostile(
      String name,
      @Nullable String timestamp,
      @Nullable String signature,
      String body,
      String outcome) {
    return new Hostile(name, WebhookForge.PAYLOAD, timestamp, signature, body, outcome);
  }

  private static String serialisedAgain(String body) {
    JsonMapper mapper = JsonMapper.builder().build();
    try {
      return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
