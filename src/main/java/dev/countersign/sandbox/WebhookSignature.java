package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What proves to a receiver that the platform sent a webhook (PROTOCOL §8.2). */
final class WebhookSignature {
  private static final String ALGORITHM = "HmacSHA1";

  private WebhookSignature() {}

  /** The key is the secret without its first hyphen; the others stay, which is the platform's. */
  static String of(String secret, String timestamp, byte[] body) {
    byte[] key = secret.replaceFirst("-", "").getBytes(UTF_8);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      mac.update(timestamp.getBytes(UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no " + ALGORITHM + ".", e);
    }
  }
}
