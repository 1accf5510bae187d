package dev.countersign.platform.webhook;

import static dev.countersign.testing.WebhookForge.CALL;
import static dev.countersign.testing.WebhookForge.PAYLOAD;
import static dev.countersign.testing.WebhookForge.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.config.Secret;
import dev.countersign.platform.Credentials;
import dev.countersign.platform.Keyring;
import dev.countersign.platform.webhook.WebhookVerdict.Flaw;
import dev.countersign.platform.webhook.WebhookVerdict.Forged;
import dev.countersign.platform.webhook.WebhookVerdict.Forgery;
import dev.countersign.platform.webhook.WebhookVerdict.Genuine;
import dev.countersign.platform.webhook.WebhookVerdict.Useless;
import dev.countersign.testing.HostileWebhooks;
import dev.countersign.testing.WebhookForge;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("PROTOCOL §8: which posts are the platform's")
class WebhookVerifierTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String AT = Long.toString(NOW.getEpochSecond());
  private static final String KEY = "5a4db0c5-0000-4000-8000-000000000001";
  private static final String SECRET = "5a4db0c5-0000-4000-8000-000000000002";
  private static final String PREVIOUS = "5a4db0c5-0000-4000-8000-000000000003";
  private static final String BANKS = "5a4db0c5-0000-4000-8000-000000000004";
  private static final String BODY = WebhookForge.body(KEY, PAYLOAD, "order-42", CALL);

  private final WebhookVerifier verifier =
      new WebhookVerifier(
          new Keyring(
              Map.of(
                  "shop",
                  new Credentials(KEY, Secret.of(SECRET), Secret.of(PREVIOUS)),
                  "bank",
                  new Credentials("5a4db0c5-0000-4000-8000-000000000005", Secret.of(BANKS), null))),
          () -> NOW);

  private WebhookVerdict judge(
      @Nullable String timestamp, @Nullable String signature, String body) {
    return verifier.judge(
        "shop", new WebhookHeaders(PAYLOAD, timestamp, signature), body.getBytes(UTF_8));
  }

  private WebhookVerdict signed(String body) {
    return judge(AT, WebhookForge.sign(SECRET, AT, body), body);
  }

  @Test
  void whatThePlatformSendsIsRead() {
    assertThat(signed(BODY))
        .isEqualTo(
            new Genuine(
                new Webhook(
                    PAYLOAD, "order-42", true, Instant.parse("2030-01-01T00:00:00Z"), CALL)));
  }

  @Test
  void theTokenIsNotEvenRead() {
    assertThat(signed(BODY).toString()).doesNotContain(TOKEN);
  }

  @Test
  void thePreviousSecretIsGoodDuringARotation() {
    assertThat(judge(AT, WebhookForge.sign(PREVIOUS, AT, BODY), BODY)).isInstanceOf(Genuine.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, -1, 0, 1, 300})
  void clocksMayDifferByFiveMinutes(long seconds) {
    String at = Long.toString(NOW.plusSeconds(seconds).getEpochSecond());
    assertThat(judge(at, WebhookForge.sign(SECRET, at, BODY), BODY)).isInstanceOf(Genuine.class);
  }

  // --- hostile ones

  static List<HostileWebhooks.Hostile> hostile() {
    return HostileWebhooks.of(BODY, SECRET, BANKS, NOW);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void whatIsNotProvenIsForged(HostileWebhooks.Hostile hostile) {
    WebhookHeaders headers =
        new WebhookHeaders(hostile.payload(), hostile.timestamp(), hostile.signature());

    assertThat(verifier.judge("shop", headers, hostile.body().getBytes(UTF_8)))
        .isEqualTo(new Forged(Forgery.valueOf(hostile.outcome().toUpperCase(Locale.ROOT))));
  }

  @Test
  void whatIsNotAsciiIsNoHeaderOfThePlatforms() {
    String good = WebhookForge.sign(SECRET, AT, BODY);

    assertThat(judge("١٧٠٠٠٠٠٠٠٠", good, BODY)).isEqualTo(new Forged(Forgery.BAD_HEADER));
    assertThat(judge(AT, "é".repeat(40), BODY)).isEqualTo(new Forged(Forgery.BAD_HEADER));
    assertThat(judge(AT, good + " ", BODY)).isEqualTo(new Forged(Forgery.BAD_HEADER));
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301})
  void andNotByASecondMore(long seconds) {
    String at = Long.toString(NOW.plusSeconds(seconds).getEpochSecond());
    assertThat(judge(at, WebhookForge.sign(SECRET, at, BODY), BODY))
        .isEqualTo(new Forged(Forgery.STALE));
  }

  @Test
  void anUnknownApplicationIsForgedWhateverItSends() {
    assertThat(
            verifier.judge(
                "nobody",
                new WebhookHeaders(PAYLOAD, AT, WebhookForge.sign(SECRET, AT, BODY)),
                BODY.getBytes(UTF_8)))
        .isEqualTo(new Forged(Forgery.UNKNOWN_APPLICATION));
  }

  @ParameterizedTest
  @CsvSource(
      value = {"none", "3f0e1b8c-3a6e-4f5d-8d8a-b5f1a6d1a112", "''"},
      nullValues = "none")
  void theHeaderWhichIsNotSignedMustNameTheBodysPayload(@Nullable String header) {
    WebhookHeaders headers = new WebhookHeaders(header, AT, WebhookForge.sign(SECRET, AT, BODY));

    assertThat(verifier.judge("shop", headers, BODY.getBytes(UTF_8)))
        .isEqualTo(new Forged(header == null ? Forgery.BAD_HEADER : Forgery.OTHER_PAYLOAD));
  }

  // --- genuine, and of no use

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "7", "{}", "{\"meta\":{}}", "hello", "{} {}"})
  void aSignedBodyThatIsNoWebhookIsUnreadable(String body) {
    assertThat(signed(body)).isEqualTo(new Useless(Flaw.UNREADABLE));
  }

  @Test
  void deepNestingIsUnreadable() {
    assertThat(signed("[".repeat(60_000))).isEqualTo(new Useless(Flaw.UNREADABLE));
    assertThat(signed("{\"meta\":".repeat(7_000))).isEqualTo(new Useless(Flaw.UNREADABLE));
  }

  @Test
  void onlyAUuidNamesAPayload() {
    assertThat(signed(BODY.replace(PAYLOAD, "../../etc"))).isEqualTo(new Useless(Flaw.UNREADABLE));
  }

  @Test
  void anotherApplicationsBodyIsOfNoUse() {
    assertThat(signed(BODY.replace(KEY, KEY.replace('1', '9'))))
        .isEqualTo(new Useless(Flaw.OTHER_APPLICATION));
    assertThat(signed(BODY.replace("\"" + KEY + "\"", "null")))
        .isEqualTo(new Useless(Flaw.OTHER_APPLICATION));
  }

  // --- shapes of all years

  private Webhook read(String from, String to) {
    assertThat(BODY).contains(from);
    return ((Genuine) signed(BODY.replace(from, to))).webhook();
  }

  @ParameterizedTest
  @CsvSource({
    "1893456000, 2030-01-01T00:00:00Z",
    "'\"1893456000\"', 2030-01-01T00:00:00Z",
    "'\"2030-01-01T00:00:00.000Z\"', 2030-01-01T00:00:00Z",
    "'\"2030-01-01T00:00:00Z\"', 2030-01-01T00:00:00Z",
    "null,",
    "0,",
    "-5,",
    "1.5e9,",
    "99999999999,",
    "999999999999999999999,",
    "'\"soon\"',",
    "{},"
  })
  void anExpiryIsUnixSecondsOrAnIsoTimeOrNone(String json, @Nullable Instant expiry) {
    assertThat(read("1893456000", json).tokenExpiresAt()).isEqualTo(expiry);
  }

  @Test
  void aRejectionHasNoToken() {
    Webhook webhook =
        ((Genuine)
                signed(
                    BODY.replaceFirst("\"userToken\":\\{.*}", "\"userToken\":null}")
                        .replace("\"signed\":true", "\"signed\":false")))
            .webhook();
    assertThat(webhook.signed()).isFalse();
    assertThat(webhook.tokenExpiresAt()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"\"", "{}", "[\"order-42\"]", "true"})
  void aPayloadMayHaveNoIdentifier(String json) {
    assertThat(read("\"order-42\"", json).identifier()).isNull();
  }

  @Test
  void anIdentifierOfAnyLookIsPassedOnAsItIs() {
    assertThat(read("order-42", "ordér /42\\u0000").identifier()).isEqualTo("ordér /42\u0000");
  }

  @Test
  void aCallThatIsNoUuidIsNotRemembered() {
    assertThat(read(CALL, "x".repeat(10_000)).call()).isNull();
  }
}
