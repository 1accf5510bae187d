package dev.countersign.platform.jwt;

import com.nimbusds.jose.jwk.RSAKey;
import dev.countersign.config.Secret;
import dev.countersign.platform.Credentials;
import dev.countersign.platform.Keyring;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * Tells whether a JWT is the platform's and alive. Which of the two profiles it must meet follows
 * from what it claims to come from, never from the algorithm that it names: either profile has one
 * algorithm and keys of its own.
 */
public final class JwtVerifier implements JwtCheck {
  private final Keyring keyring;
  private final OAuthKeys oauthKeys;

  /**
   * @param oauthProvider where discovery is read
   */
  public JwtVerifier(
      Keyring keyring, URI oauthProvider, Documents documents, ProviderTrouble listener) {
    this.keyring = keyring;
    this.oauthKeys = new OAuthKeys(oauthProvider, documents, listener);
  }

  @Override
  public Future<JwtVerdict> verify(String token, String application, Instant now) {
    Credentials keys = keyring.of(application);
    if (keys == null) {
      return Future.succeededFuture(
          new JwtVerdict.Undecided("application " + application + " is not configured here"));
    }
    try {
      UnverifiedJwt jwt = UnverifiedJwt.parse(token);
      // PROTOCOL §9.2: what an xApp's has instead of a payload.
      return jwt.claims().has("ott_uuidv4")
          ? Future.succeededFuture(xapp(jwt, keys, now))
          : oauth(jwt, keys, now);
    } catch (RefusedException e) {
      return Future.succeededFuture(e.verdict());
    }
  }

  private static JwtVerdict xapp(UnverifiedJwt jwt, Credentials keys, Instant now)
      throws RefusedException {
    jwt.mustHaveAlgorithm(Crypto.HS256);
    ClaimRules rules = new ClaimRules(jwt.claims(), keys.apiKey());
    rules.mustNameClient();
    JwtClaims claims = rules.judge(now);
    for (Secret secret : keys.secrets()) {
      if (Crypto.isSigned(jwt, secret)) {
        return new JwtVerdict.Accepted(claims);
      }
    }
    throw new RefusedException(
        JwtRefusal.JWT_SIGNATURE, "it is not signed with the API secret of this application");
  }

  private Future<JwtVerdict> oauth(UnverifiedJwt jwt, Credentials keys, Instant now)
      throws RefusedException {
    jwt.mustHaveAlgorithm(Crypto.RS256);
    ClaimRules rules = new ClaimRules(jwt.claims(), keys.apiKey());
    JwtClaims claims = rules.judge(now);
    rules.mustNameAudience();
    jwt.keyId();
    jwt.signature();
    return oauthKeys
        .current(now)
        .compose(current -> withKeys(jwt, claims, current, now))
        .otherwise(
            failure ->
                new JwtVerdict.Undecided(
                    "the keys of the OAuth2 provider cannot be read: " + failure.getMessage()));
  }

  private Future<JwtVerdict> withKeys(
      UnverifiedJwt jwt, JwtClaims claims, KeySet current, Instant now) {
    JwtVerdict verdict = oauth(jwt, claims, current);
    if (isFinal(verdict, current, claims, now)) {
      return Future.succeededFuture(verdict);
    }
    return oauthKeys
        .newer(current, now)
        .map(
            newer -> {
              JwtVerdict again = oauth(jwt, claims, newer);
              return isFinal(again, newer, claims, now)
                  ? again
                  : new JwtVerdict.Undecided("the keys of the OAuth2 provider were being read");
            });
  }

  /** Older keys say nothing against a token that a newer one may have signed. */
  private static boolean isFinal(JwtVerdict verdict, KeySet keys, JwtClaims claims, Instant now) {
    return verdict instanceof JwtVerdict.Accepted
        || !keys.askedAt().isBefore(now)
        || keys.tellsOf(claims.issuedAt());
  }

  private static JwtVerdict oauth(UnverifiedJwt jwt, JwtClaims claims, KeySet keys) {
    try {
      if (!keys.issuer().equals(jwt.claims().path("iss").textValue())) {
        throw new RefusedException(
            JwtRefusal.JWT_ISSUER, "iss is not " + keys.issuer() + ", the OAuth2 provider");
      }
      String keyId = jwt.keyId();
      List<RSAKey> candidates = keys.candidates(keyId);
      if (candidates.isEmpty()) {
        throw new RefusedException(
            JwtRefusal.JWT_KEY_UNKNOWN, "its key is not among those of the OAuth2 provider");
      }
      for (RSAKey key : candidates) {
        if (Crypto.isSigned(jwt, key)) {
          return new JwtVerdict.Accepted(claims);
        }
      }
      throw new RefusedException(
          JwtRefusal.JWT_SIGNATURE, "it is not signed with a key of the OAuth2 provider");
    } catch (RefusedException e) {
      return e.verdict();
    }
  }
}
