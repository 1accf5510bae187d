package dev.countersign.platform.webhook;

import static dev.countersign.testing.WebhookForge.CALL;
import static dev.countersign.testing.WebhookForge.PAYLOAD;
import static dev.countersign.testing.WebhookForge.TOKEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.countersign.config.Secret;
import dev.countersign.platform.webhook.WebhookVerdict.Flaw;
import dev.countersign.platform.webhook.WebhookVerdict.Forged;
import dev.countersign.platform.webhook.WebhookVerdict.Forgery;
import dev.countersign.platform.webhook.WebhookVerdict.Genuine;
import dev.countersign.platform.webhook.WebhookVerdict.Useless;
import dev.countersign.testing.WebhookForge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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
          Map.of(
                  "shop",
                  new WebhookKeys(KEY, List.of(Secret.of(SECRET), Secret.of(PREVIOUS))),
                  "bank",
                  new WebhookKeys(
                      "5a4db0c5-0000-4000-8000-000000000005", List.of(Secret.of(BANKS))))
              ::get,
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

  static Stream<Arguments> hostile() throws JsonProcessingException {
    String good = WebhookForge.sign(SECRET, AT, BODY);
    String stale = Long.toString(NOW.minus(Duration.ofSeconds(301)).getEpochSecond());
    String future = Long.toString(NOW.plus(Duration.ofSeconds(301)).getEpochSecond());
    JsonMapper mapper = JsonMapper.builder().build();
    String again =
        mapper.writerWithDefaultPrettyPrinter().writeValueAsString(mapper.readTree(BODY));
    String noDashes = WebhookForge.hmac(SECRET.replace("-", ""), AT, BODY.getBytes(UTF_8));
    String allDashes = WebhookForge.hmac(SECRET, AT, BODY.getBytes(UTF_8));
    return Stream.of(
        arguments("no signature", AT, null, BODY, Forgery.BAD_HEADER),
        arguments("an empty signature", AT, "", BODY, Forgery.BAD_HEADER),
        arguments("upper case", AT, good.toUpperCase(Locale.ROOT), BODY, Forgery.BAD_HEADER),
        arguments("truncated", AT, good.substring(0, 39), BODY, Forgery.BAD_HEADER),
        arguments("longer", AT, good + "0", BODY, Forgery.BAD_HEADER),
        arguments("with a prefix", AT, "sha1=" + good, BODY, Forgery.BAD_HEADER),
        arguments("padded", AT, good + " ", BODY, Forgery.BAD_HEADER),
        arguments("not ASCII", AT, "é".repeat(40), BODY, Forgery.BAD_HEADER),
        arguments("no timestamp", null, good, BODY, Forgery.BAD_HEADER),
        arguments("an empty timestamp", "", good, BODY, Forgery.BAD_HEADER),
        arguments("a negative timestamp", "-1", good, BODY, Forgery.BAD_HEADER),
        arguments("a fraction", AT + ".0", good, BODY, Forgery.BAD_HEADER),
        arguments("another script's digits", "١٧٠٠٠٠٠٠٠٠", good, BODY, Forgery.BAD_HEADER),
        arguments("no number at all", "now", good, BODY, Forgery.BAD_HEADER),
        arguments("a huge number", "9".repeat(40), good, BODY, Forgery.BAD_HEADER),
        arguments("another timestamp", stale, good, BODY, Forgery.BAD_SIGNATURE),
        arguments("all dashes removed", AT, noDashes, BODY, Forgery.BAD_SIGNATURE),
        arguments("no dash removed", AT, allDashes, BODY, Forgery.BAD_SIGNATURE),
        arguments("zeros", AT, "0".repeat(40), BODY, Forgery.BAD_SIGNATURE),
        arguments("a re-serialised body", AT, good, again, Forgery.BAD_SIGNATURE),
        arguments("a trailing byte", AT, good, BODY + "\n", Forgery.BAD_SIGNATURE),
        arguments("a byte less", AT, good, BODY.substring(1), Forgery.BAD_SIGNATURE),
        arguments("no body", AT, good, "", Forgery.BAD_SIGNATURE),
        arguments(
            "another application's secret",
            AT,
            WebhookForge.sign(BANKS, AT, BODY),
            BODY,
            Forgery.BAD_SIGNATURE),
        arguments(
            "a secret of nobody",
            AT,
            WebhookForge.sign("5a4db0c5-0000-4000-8000-0000000000ff", AT, BODY),
            BODY,
            Forgery.BAD_SIGNATURE),
        arguments(
            "a body that moves into the timestamp",
            AT + "1",
            WebhookForge.sign(SECRET, AT, "1" + BODY),
            BODY,
            Forgery.STALE),
        arguments("stale", stale, WebhookForge.sign(SECRET, stale, BODY), BODY, Forgery.STALE),
        arguments(
            "of the future", future, WebhookForge.sign(SECRET, future, BODY), BODY, Forgery.STALE),
        arguments("milliseconds", AT + "000", good, BODY, Forgery.BAD_HEADER));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void whatIsNotProvenIsForged(
      String name,
      @Nullable String timestamp,
      @Nullable String signature,
      String body,
      Forgery forgery) {
    assertThat(judge(timestamp, signature, body)).as(name).isEqualTo(new Forged(forgery));
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
