package dev.countersign.platform.webhook;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.config.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA1 in lower-case hex over the timestamp's text and the raw body (PROTOCOL §8.2). */
final class WebhookSignature {
  private static final String ALGORITHM = "HmacSHA1";

  private WebhookSignature() {}

  /** Tries every secret, and takes the same time wherever a signature differs. */
  static boolean matches(String signature, List<Secret> secrets, String timestamp, byte[] body) {
    byte[] given = signature.getBytes(UTF_8);
    boolean matches = false;
    for (Secret secret : secrets) {
      matches |= MessageDigest.isEqual(of(secret, timestamp, body).getBytes(US_ASCII), given);
    }
    return matches;
  }

  /** The key is the secret without its first dash; the others stay, which is the platform's way. */
  static String of(Secret secret, String timestamp, byte[] body) {
    byte[] key = secret.reveal().replaceFirst("-", "").getBytes(UTF_8);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(timestamp.getBytes(UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java runtime has no " + ALGORITHM, e);
    }
  }
}
