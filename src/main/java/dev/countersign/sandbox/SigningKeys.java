package dev.countersign.sandbox;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The RS256 keys behind {@code /certs} (PROTOCOL §10); the last one signs. */
final class SigningKeys {
  private static final int BITS = 2048;

  /** Made once in a JVM: a key takes longer than everything else at a sandbox's start. */
  private static final class First {
    static final RSAKey KEY = generated();
  }

  private final List<RSAKey> keys = new ArrayList<>();

  RSAKey current() {
    if (keys.isEmpty()) {
      keys.add(First.KEY);
    }
    return keys.getLast();
  }

  @Nullable RSAKey find(@Nullable String id) {
    current();
    return keys.stream().filter(key -> key.getKeyID().equals(id)).findFirst().orElse(null);
  }

  /** From now on a new key signs; the old ones stay published. */
  void rotate() {
    current();
    keys.add(generated());
  }

  /** Public halves only. */
  JWKSet published() {
    current();
    return new JWKSet(keys.stream().<JWK>map(RSAKey::toPublicJWK).toList());
  }

  void reset() {
    keys.clear();
  }

  private static RSAKey generated() {
    try {
      return new RSAKeyGenerator(BITS)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .keyIDFromThumbprint(true)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("This Java runtime makes no RSA keys.", e);
    }
  }
}
