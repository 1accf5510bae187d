package dev.countersign.platform.jwt;

import com.nimbusds.jose.jwk.RSAKey;
import dev.countersign.testing.Forge;
import io.vertx.core.Future;
import java.net.URI;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An OAuth2 provider with a key that can change, and which can be down. */
final class Provider implements Documents {
  static final URI URL = URI.create("https://oauth2.xumm.app");
  static final String ISSUER = "https://oauth2.xumm.app";
  static final String API_KEY = "5a4db0c5-0000-4000-8000-000000000001";
  static final String ACCOUNT = "rhcEvK2vuWNw5mvm3JQotG6siMw1iGde1Y";

  /** Making one takes longer than all else in a test. */
  private static final List<KeyPair> KEYS = List.of(Forge.rsaKeys(), Forge.rsaKeys());

  final List<URI> reads = new ArrayList<>();
  boolean down;
  boolean keysHaveNames = true;
  String certsAddress = ISSUER + "/certs";
  private int current;

  @Override
  public Future<String> read(URI address) {
    reads.add(address);
    if (down) {
      return Future.failedFuture("the provider is down");
    }
    return Future.succeededFuture(
        address.getPath().endsWith("/openid-configuration")
            ? "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}".formatted(ISSUER, certsAddress)
            : "{\"keys\":[" + published().toJSONString() + "]}");
  }

  RSAKey published() {
    RSAKey.Builder key = new RSAKey.Builder((RSAPublicKey) KEYS.get(current).getPublic());
    return (keysHaveNames ? key.keyID("key-" + current) : key).build();
  }

  /** Only the new key is published from now on. */
  void rotate() {
    current++;
  }

  /** A JWT for 24 hours. */
  String issue(Instant at) {
    return signed(
        """
        {"client_id":"%1$s","aud":"%1$s","app_uuidv4":"%1$s","sub":"%2$s","iss":"%3$s",
         "payload_uuidv4":"a9d8f45a-16ff-48ee-8ef1-163ce3b10f7c",
         "usertoken_uuidv4":"4de21968-8c2f-4fb3-9bb6-94b589a13a8c",
         "network_type":"TESTNET","iat":%4$d,"exp":%5$d}"""
            .formatted(
                API_KEY, ACCOUNT, ISSUER, at.getEpochSecond(), at.getEpochSecond() + 86_400));
  }

  String signed(String claims) {
    String header =
        keysHaveNames
            ? "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"key-%d\"}".formatted(current)
            : "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
    return Forge.rs256(header, claims, KEYS.get(current).getPrivate());
  }
}
