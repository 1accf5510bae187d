package dev.countersign.platform.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import dev.countersign.config.Secret;

/**
 * The two signatures there are. The library is given headers of ours, so nothing in the token's
 * chooses an algorithm or a key.
 */
final class Crypto {
  static final String HS256 = "HS256";
  static final String RS256 = "RS256";

  private Crypto() {}

  /** The key is the secret's text with its dashes (PROTOCOL §9.1). */
  static boolean isSigned(UnverifiedJwt jwt, Secret secret) throws RefusedException {
    try {
      return verified(
          jwt, new JWSHeader(JWSAlgorithm.HS256), new MACVerifier(secret.reveal().getBytes(UTF_8)));
    } catch (JOSEException e) {
      throw new IllegalStateException("an API secret is too short for HS256", e);
    }
  }

  static boolean isSigned(UnverifiedJwt jwt, RSAKey key) throws RefusedException {
    try {
      return verified(jwt, new JWSHeader(JWSAlgorithm.RS256), new RSASSAVerifier(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("a published RSA key is not usable", e);
    }
  }

  private static boolean verified(UnverifiedJwt jwt, JWSHeader header, JWSVerifier verifier)
      throws JOSEException, RefusedException {
    return verifier.verify(header, jwt.signed(), new Base64URL(jwt.signature()));
  }
}
