package dev.countersign.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes webhooks as the platform does (PROTOCOL §8), and as others would. */
public final class WebhookForge {
  public static final String PAYLOAD = "3f0e1b8c-3a6e-4f5d-8d8a-b5f1a6d1a111";
  public static final String CALL = "5b1c7a90-0000-4000-8000-0000000000aa";
  public static final String TOKEN = "0b3ee9a4-4c1d-4c1d-8f11-2d1b5a7e9c11";

  private WebhookForge() {}

  /** The body of a signature, as recorded, with these values. */
  public static String body(String application, String payload, String identifier, String call) {
    return """
    {"meta":{"url":"https://shop.example/hook","application_uuidv4":"%s","payload_uuidv4":"%s",\
    "opened_by_deeplink":true},"custom_meta":{"identifier":"%s","blob":{"a":[1]},\
    "instruction":"Hey ❤️"},"payloadResponse":{"payload_uuidv4":"%s",\
    "reference_call_uuidv4":"%s","signed":true,"user_token":true,\
    "return_url":{"app":null,"web":null},"txid":"F4AB"},"userToken":{"user_token":"%s",\
    "token_issued":1667995200,"token_expiration":1893456000}}"""
        .formatted(application, payload, identifier, payload, call, TOKEN);
  }

  /** The platform's signature: the key is the secret without its first dash. */
  public static String sign(String secret, String timestamp, String body) {
    return hmac(secret.replaceFirst("-", ""), timestamp, body.getBytes(UTF_8));
  }

  public static String sign(String secret, Instant at, String body) {
    return sign(secret, Long.toString(at.getEpochSecond()), body);
  }

  public static String hmac(String key, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA1"));
      mac.update(timestamp.getBytes(UTF_8));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
