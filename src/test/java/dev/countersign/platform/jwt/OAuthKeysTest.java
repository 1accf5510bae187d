package dev.countersign.platform.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.config.Secret;
import dev.countersign.platform.Credentials;
import dev.countersign.platform.Keyring;
import dev.countersign.testing.Forge;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How often the provider is asked, and what holds while it cannot be. */
class OAuthKeysTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final Provider provider = new Provider();
  private String trouble = "";
  private final JwtVerifier verifier =
      new JwtVerifier(
          new Keyring(
              Map.of(
                  "default",
                  new Credentials(
                      Provider.API_KEY, Secret.of("5a4db0c5-0000-4000-8000-000000000002"), null))),
          Provider.URL,
          provider,
          why -> trouble = String.valueOf(why));

  @Test
  void theKeysAreReadOnceForManyTokens() {
    for (int i = 0; i < 100; i++) {
      assertAccepted(provider.issue(NOW), NOW.plusSeconds(i));
    }

    assertThat(provider.reads)
        .containsExactly(
            URI.create("https://oauth2.xumm.app/.well-known/openid-configuration"),
            URI.create("https://oauth2.xumm.app/certs"));
  }

  @Test
  void beforeTheKeysWereEverReadNothingIsDecided() {
    provider.down = true;

    assertUndecided(provider.issue(NOW), NOW);

    provider.down = false;
    assertAccepted(provider.issue(NOW), NOW.plusSeconds(1));
  }

  @Test
  void whyTheKeysCannotBeReadIsToldUntilTheyCan() {
    provider.down = true;
    assertUndecided(provider.issue(NOW), NOW);
    assertThat(trouble).isEqualTo("its keys cannot be read: the provider is down");

    provider.down = false;
    assertAccepted(provider.issue(NOW), NOW.plusSeconds(1));
    assertThat(trouble).isEqualTo("null");
  }

  @Test
  void aProviderThatIsDownIsAskedOnceASecond() {
    provider.down = true;

    for (int millis = 0; millis < 2_500; millis += 10) {
      assertUndecided(provider.issue(NOW), NOW.plusMillis(millis));
    }

    assertThat(provider.reads).hasSize(3);
  }

  @Test
  void knownKeysStayGoodWhileTheProviderIsDown() {
    String token = provider.issue(NOW);
    assertAccepted(token, NOW);
    provider.down = true;

    assertAccepted(token, NOW.plus(Duration.ofHours(20)));
  }

  @Test
  void oldKeysAreReadAgain() {
    String old = provider.issue(NOW);
    assertAccepted(old, NOW);
    provider.rotate();

    assertRefused(old, NOW.plus(OAuthKeys.OLD), "JWT_KEY_UNKNOWN");
    assertThat(provider.reads).hasSize(4);
  }

  @Test
  void aNewKeyIsFoundWhenATokenNamesIt() {
    assertAccepted(provider.issue(NOW), NOW);
    provider.rotate();

    Instant later = NOW.plus(OAuthKeys.PAUSE);
    assertAccepted(provider.issue(later), later);
  }

  @Test
  void aNewKeyIsFoundAlsoWhenNoneIsNamed() {
    provider.keysHaveNames = false;
    assertAccepted(provider.issue(NOW), NOW);
    provider.rotate();

    Instant later = NOW.plus(OAuthKeys.PAUSE);
    assertAccepted(provider.issue(later), later);
  }

  @Test
  void aTokenUnderAKeyMadeAMomentAfterTheReadWaitsForTheNext() {
    assertAccepted(provider.issue(NOW), NOW);
    provider.rotate();
    String token = provider.issue(NOW.plusSeconds(1));

    assertUndecided(token, NOW.plusSeconds(2));
    assertAccepted(token, NOW.plus(OAuthKeys.PAUSE));
  }

  @Test
  void aFloodOfUnknownKeysCostsOneReadInTenSeconds() {
    assertAccepted(provider.issue(NOW), NOW);
    for (int i = 0; i < 1000; i++) {
      verify(unknown(NOW.plusMillis(i * 10L)), NOW.plusMillis(i * 10L));
    }

    assertThat(provider.reads).hasSize(2);
  }

  @Test
  void keysReadAfterATokenWasIssuedTellThatItsKeyIsUnknown() {
    assertAccepted(provider.issue(NOW), NOW);

    assertRefused(unknown(NOW.minus(ClaimRules.SKEW)), NOW.plusSeconds(1), "JWT_KEY_UNKNOWN");
    assertThat(provider.reads).hasSize(2);
  }

  @Test
  void anUnknownKeyIsNotRefusedWhileTheProviderIsDown() {
    assertAccepted(provider.issue(NOW), NOW);
    provider.down = true;

    assertUndecided(unknown(NOW.plusSeconds(30)), NOW.plusSeconds(30));
  }

  @Test
  void keysOfAnotherHostAreNotRead() {
    provider.certsAddress = "https://example.com/certs";

    assertAccepted(provider.issue(NOW), NOW);

    assertThat(provider.reads).last().isEqualTo(URI.create("https://oauth2.xumm.app/certs"));
  }

  @Test
  void keysAreReadWhereDiscoverySaysIfThatIsTheSameHost() {
    provider.certsAddress = "https://oauth2.xumm.app/elsewhere";

    assertAccepted(provider.issue(NOW), NOW);

    assertThat(provider.reads).last().isEqualTo(URI.create("https://oauth2.xumm.app/elsewhere"));
  }

  @Test
  void aClockThatIsSetBackDoesNotStopTheReads() {
    provider.down = true;
    assertUndecided(provider.issue(NOW), NOW);
    provider.down = false;

    Instant earlier = NOW.minus(Duration.ofMinutes(1));
    assertAccepted(provider.issue(earlier), earlier);
  }

  private static String unknown(Instant issuedAt) {
    String claims = Forge.claims(new Provider().issue(issuedAt));
    return Forge.rs256(
        "{\"alg\":\"RS256\",\"kid\":\"unknown\"}", claims, Forge.STRANGER.getPrivate());
  }

  private JwtVerdict verify(String token, Instant now) {
    return verifier.verify(token, "default", now).result();
  }

  private void assertAccepted(String token, Instant now) {
    assertThat(verify(token, now)).isInstanceOf(JwtVerdict.Accepted.class);
  }

  private void assertUndecided(String token, Instant now) {
    assertThat(verify(token, now)).isInstanceOf(JwtVerdict.Undecided.class);
  }

  private void assertRefused(String token, Instant now, String reason) {
    assertThat(verify(token, now))
        .isInstanceOfSatisfying(
            JwtVerdict.Refused.class,
            refused -> assertThat(refused.reason().name()).isEqualTo(reason));
  }
}
