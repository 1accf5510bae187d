package dev.countersign.platform.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.config.Secret;
import dev.countersign.platform.Credentials;
import dev.countersign.platform.Keyring;
import dev.countersign.request.UserToken;
import dev.countersign.testing.Damage;
import dev.countersign.testing.Forge;
import dev.countersign.testing.Fuzz;
import dev.countersign.testing.HostileTokens;
import dev.countersign.testing.HostileTokens.Hostile;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both profiles, against honest tokens and hostile ones (CONTRACT §8). */
class JwtVerifierTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String SECRET = "5a4db0c5-0000-4000-8000-000000000002";
  private static final String NEXT_SECRET = "5a4db0c5-0000-4000-8000-000000000003";
  private static final HostileTokens TOKENS =
      new HostileTokens(
          Provider.API_KEY,
          SECRET,
          Provider.ACCOUNT,
          Provider.ISSUER,
          new Provider().published(),
          NOW);

  private final Provider provider = new Provider();
  private final Keyring keyring = new Keyring(Map.of("default", credentials(SECRET, null)));
  private final JwtVerifier verifier = new JwtVerifier(keyring, Provider.URL, provider, _ -> {});

  private static Credentials credentials(String secret, @Nullable String previous) {
    return new Credentials(
        Provider.API_KEY, Secret.of(secret), previous == null ? null : Secret.of(previous));
  }

  @Test
  void anXappsTokenUnderTheSecretIsAccepted() {
    JwtVerdict verdict = verify(TOKENS.xapp());

    assertThat(verdict)
        .isEqualTo(
            new JwtVerdict.Accepted(
                new JwtClaims(
                    Provider.ACCOUNT,
                    Provider.API_KEY,
                    "MAINNET",
                    null,
                    NOW.minusSeconds(3600),
                    NOW.plusSeconds(3600))));
    assertThat(provider.reads).isEmpty();
  }

  @Test
  void anOAuth2TokenUnderAPublishedKeyIsAcceptedWithItsUserToken() {
    assertThat(verify(provider.issue(NOW)))
        .isEqualTo(
            new JwtVerdict.Accepted(
                new JwtClaims(
                    Provider.ACCOUNT,
                    Provider.API_KEY,
                    "TESTNET",
                    new UserToken("4de21968-8c2f-4fb3-9bb6-94b589a13a8c"),
                    NOW,
                    NOW.plus(Duration.ofHours(24)))));
  }

  @Test
  void theProvidersTokensNeedNotNameTheirKey() {
    provider.keysHaveNames = false;

    assertThat(verify(provider.issue(NOW))).isInstanceOf(JwtVerdict.Accepted.class);
  }

  @Test
  void duringARotationTokensUnderThePreviousSecretAreGood() {
    keyring.renew(Map.of("default", credentials(NEXT_SECRET, SECRET)));

    assertThat(verify(TOKENS.xapp())).isInstanceOf(JwtVerdict.Accepted.class);
  }

  @Test
  void aSecretThatWasTakenAwayWhileRunningIsNoLongerGood() {
    verify(TOKENS.xapp());
    keyring.renew(Map.of("default", credentials(NEXT_SECRET, null)));

    assertRefused(verify(TOKENS.xapp()), "JWT_SIGNATURE");
  }

  static List<Hostile> hostile() {
    return TOKENS.all();
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void aHostileTokenIsRefusedForItsOneReason(Hostile hostile) {
    assertRefused(verify(hostile.token()), hostile.reason());
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void noMessageRepeatsAPartOfTheToken(Hostile hostile) {
    String message = verify(hostile.token()).toString();

    for (String part : hostile.token().split("\\.", -1)) {
      if (part.length() > 10) {
        assertThat(message).doesNotContain(part.substring(0, 10));
      }
    }
  }

  @Test
  void aDamagedTokenIsNeverAcceptedAndNeverBreaksTheCode() {
    List<String> honest = List.of(TOKENS.xapp(), provider.issue(NOW));
    Fuzz.tries(
        3_000,
        random -> {
          String token = Damage.pick(honest, random);
          String damaged = damaged(token, random);
          if (!damaged.equals(token)) {
            assertThat(verify(damaged)).as(damaged).isInstanceOf(JwtVerdict.Refused.class);
          }
        });
  }

  /** In its text, or in the text of its header or claims. */
  private static String damaged(String token, RandomGenerator random) {
    if (random.nextInt(4) == 0) {
      return new String(Damage.bytes(token.getBytes(UTF_8), 0, random), UTF_8);
    }
    String[] parts = token.split("\\.");
    int part = random.nextInt(2);
    byte[] text = Base64.getUrlDecoder().decode(parts[part]);
    parts[part] =
        random.nextBoolean()
            ? Forge.part(Damage.bytes(text, 0, random))
            : Forge.part(Damage.json(new String(text, UTF_8), random));
    return String.join(".", parts);
  }

  @Test
  void theClockOfThePlatformMayBeAMinuteAhead() {
    assertThat(verify(provider.issue(NOW.plusSeconds(60)))).isInstanceOf(JwtVerdict.Accepted.class);
    assertRefused(verify(provider.issue(NOW.plusSeconds(61))), "JWT_NOT_YET");
  }

  @Test
  void aTokenIsGoodUntilTheSecondItExpires() {
    Instant issued = NOW.minus(Duration.ofHours(24));

    assertThat(verify(provider.issue(issued.plusSeconds(1))))
        .isInstanceOf(JwtVerdict.Accepted.class);
    assertRefused(verify(provider.issue(issued)), "JWT_EXPIRED");
  }

  @Test
  void aDayAndAMinuteIsTheLongestLife() {
    assertThat(verify(living(86_460))).isInstanceOf(JwtVerdict.Accepted.class);
    assertRefused(verify(living(86_461)), "JWT_LIFETIME");
  }

  private String living(long seconds) {
    long iat = NOW.getEpochSecond();
    return provider.signed(
        Forge.claims(provider.issue(NOW)).replace("" + (iat + 86_400), "" + (iat + seconds)));
  }

  @Test
  void aUserTokenThatIsNoneIsNotTold() {
    String claims =
        Forge.claims(provider.issue(NOW)).replace("4de21968-8c2f-4fb3-9bb6-94b589a13a8c", "x");

    assertThat(((JwtVerdict.Accepted) verify(provider.signed(claims))).claims().userToken())
        .isNull();
  }

  @Test
  void whatAnUnknownApplicationIsSentCannotBeJudged() {
    assertThat(verifier.verify(TOKENS.xapp(), "shop", NOW).result())
        .isInstanceOf(JwtVerdict.Undecided.class);
  }

  @Test
  void aTokenOfAnotherAccountThanIsExpectedIsRefused() {
    JwtVerdict verdict = verify(TOKENS.xapp());

    assertThat(verdict.meantFor(Provider.ACCOUNT, null)).isEqualTo(verdict);
    assertRefused(verdict.meantFor("rrrrrrrrrrrrrrrrrrrrrhoLvTp", null), "JWT_ACCOUNT");
  }

  @Test
  void aTokenOfAnotherNetworkThanIsForcedIsRefused() {
    JwtVerdict verdict = verify(TOKENS.xapp());

    assertThat(verdict.meantFor(null, "mainnet")).isEqualTo(verdict);
    assertRefused(verdict.meantFor(null, "TESTNET"), "JWT_NETWORK");
  }

  @Test
  void aTokenThatNamesNoNetworkIsGoodForAny() {
    String claims = Forge.claims(provider.issue(NOW)).replace("network_type", "n");

    assertThat(verify(provider.signed(claims)).meantFor(null, "TESTNET"))
        .isInstanceOf(JwtVerdict.Accepted.class);
  }

  private JwtVerdict verify(String token) {
    return verifier.verify(token, "default", NOW).result();
  }

  private static void assertRefused(JwtVerdict verdict, String reason) {
    assertThat(verdict).isInstanceOf(JwtVerdict.Refused.class);
    assertThat(((JwtVerdict.Refused) verdict).text()).startsWith(reason + ": ");
  }
}
