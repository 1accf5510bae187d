package dev.countersign.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.config.Secret;
import dev.countersign.platform.Credentials;
import dev.countersign.platform.Keyring;
import dev.countersign.worker.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one worker tells another of who asks. */
class VouchersTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String TOKEN = "operator-token-of-the-test";
  private static final Viewer OPERATOR = new Viewer.Operator();
  private static final Viewer ADA = new Viewer.Person("shop", "rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh");
  private static final String ID = "order-42";

  private final Vouchers ours = worker("fleet", TOKEN, "secret", null, NOW);

  @Test
  void everyWorkerOfTheFleetTakesTheWordOfAnother() {
    Vouchers other = worker("fleet", TOKEN, "secret", null, NOW.plusSeconds(2));

    assertThat(other.viewer(ours.of(OPERATOR, "GET", ID), "GET", ID)).isEqualTo(OPERATOR);
    assertThat(other.viewer(ours.of(ADA, "GET", ID), "GET", ID)).isEqualTo(ADA);
  }

  @ParameterizedTest
  @CsvSource({"GET,order-43", "GET,order-4", "GET,''", "HEAD,order-42", "GETo,rder-42"})
  void itIsForOneQuestionOnly(String method, String requestId) {
    assertThat(ours.viewer(ours.of(ADA, "GET", ID), method, requestId)).isNull();
    assertThat(ours.viewer(ours.of(OPERATOR, "GET", ID), method, requestId)).isNull();
  }

  @Test
  void itIsOfThisFleet() {
    Vouchers other = worker("another", TOKEN, "secret", null, NOW);

    assertThat(other.viewer(ours.of(OPERATOR, "GET", ID), "GET", ID)).isNull();
  }

  @Test
  void whoHasAnotherSecretCannotMakeOne() {
    Vouchers stranger = worker("fleet", TOKEN + "x", "guessed", null, NOW);

    assertThat(ours.viewer(stranger.of(OPERATOR, "GET", ID), "GET", ID)).isNull();
    assertThat(ours.viewer(stranger.of(ADA, "GET", ID), "GET", ID)).isNull();
  }

  @Test
  void nobodyMakesThemselvesSomebodyElse() {
    String adas = ours.of(ADA, "GET", ID);

    assertThat(ours.viewer(adas.replaceFirst("person \\S+ \\S+", "operator"), "GET", ID)).isNull();
    assertThat(ours.viewer(adas.replaceFirst("rHb9\\S+", "rBob"), "GET", ID)).isNull();
    assertThat(ours.viewer(adas.replaceFirst("shop", "other"), "GET", ID)).isNull();
    assertThat(ours.viewer(adas.replaceFirst("^\\d+", "1772366401"), "GET", ID)).isNull();
  }

  @ParameterizedTest
  @ValueSource(longs = {-30, 0, 30})
  void clocksMayDifferALittle(long seconds) {
    assertThat(later(seconds).viewer(ours.of(ADA, "GET", ID), "GET", ID)).isEqualTo(ADA);
  }

  @ParameterizedTest
  @ValueSource(longs = {-31, 31, 86_400})
  void itIsGoodForAMomentOnly(long seconds) {
    assertThat(later(seconds).viewer(ours.of(ADA, "GET", ID), "GET", ID)).isNull();
  }

  @Test
  void whereThereIsNoOperatorTokenNobodyIsTheOperator() {
    Vouchers without = worker("fleet", null, "secret", null, NOW);

    assertThat(without.viewer(ours.of(OPERATOR, "GET", ID), "GET", ID)).isNull();
    assertThat(without.viewer(ours.of(ADA, "GET", ID), "GET", ID)).isEqualTo(ADA);
  }

  @Test
  void whileASecretIsReplacedBothCount() {
    Vouchers renewed = worker("fleet", TOKEN, "next", "secret", NOW);

    assertThat(renewed.viewer(ours.of(ADA, "GET", ID), "GET", ID)).isEqualTo(ADA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1772366400 operator ",
        "1772366400 operator 00",
        "99999999999 operator 0000000000000000000000000000000000000000000000000000000000000000",
        "1772366400 person shop 0000000000000000000000000000000000000000000000000000000000000000",
        "1772366400 person nobody r1 0000000000000000000000000000000000000000000000000000000000000000",
        "Bearer operator-token-of-the-test"
      })
  void whatIsNoneIsNone(String voucher) {
    assertThat(ours.viewer(voucher, "GET", ID)).isNull();
  }

  @Test
  void itHoldsNoCredential() {
    assertThat(ours.of(OPERATOR, "GET", ID)).doesNotContain(TOKEN);
    assertThat(ours.of(ADA, "GET", ID)).doesNotContain("secret");
  }

  private static Vouchers later(long seconds) {
    return worker("fleet", TOKEN, "secret", null, NOW.plus(Duration.ofSeconds(seconds)));
  }

  private static Vouchers worker(
      String fleet, @Nullable String token, String secret, @Nullable String previous, Instant now) {
    Credentials credentials =
        new Credentials("key", Secret.of(secret), previous == null ? null : Secret.of(previous));
    return new Vouchers(
        fleet,
        token == null ? null : Secret.of(token),
        new Keyring(Map.of("shop", credentials)),
        () -> now);
  }
}
