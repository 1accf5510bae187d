package dev.countersign.platform.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the OAuth2 provider publishes.
 *
 * @param issuer the {@code iss} of its JWTs
 * @param askedAt when the read of it began
 */
record KeySet(String issuer, List<RSAKey> keys, Instant askedAt) {
  private static final int FEWEST_BITS = 2048;
  private static final int MOST_KEYS = 16;

  KeySet {
    keys = List.copyOf(keys);
  }

  /** Its keys that can sign RS256; other kinds are of no use here. */
  static KeySet of(String issuer, String certs, Instant askedAt) throws ParseException {
    List<RSAKey> usable = new ArrayList<>();
    for (JWK key : JWKSet.parse(certs).getKeys()) {
      boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
      boolean suits = key.getAlgorithm() == null || key.getAlgorithm().equals(JWSAlgorithm.RS256);
      if (key instanceof RSAKey rsa && signs && suits && rsa.size() >= FEWEST_BITS) {
        usable.add(rsa);
      }
    }
    if (usable.isEmpty() || usable.size() > MOST_KEYS) {
      throw new ParseException("there are " + usable.size() + " keys for RS256", 0);
    }
    return new KeySet(issuer, usable, askedAt);
  }

  /** The keys that may have signed a token. The provider's own do not always name theirs. */
  List<RSAKey> candidates(@Nullable String keyId) {
    return keyId == null
        ? keys
        : keys.stream().filter(key -> keyId.equals(key.getKeyID())).toList();
  }

  /** Whether a key that is not in it cannot be one that signed a token of {@code issuedAt}. */
  boolean tellsOf(Instant issuedAt) {
    return !askedAt.isBefore(issuedAt.plus(ClaimRules.SKEW));
  }
}
