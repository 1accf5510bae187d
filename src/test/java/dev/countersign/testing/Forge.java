package dev.countersign.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes JWTs of any header, claims and signature, as no honest library would. */
public final class Forge {
  /** Somebody's who is not the platform. */
  public static final KeyPair STRANGER = rsaKeys();

  private Forge() {}

  public static String hs256(String header, String claims, byte[] key) {
    return hmac("HmacSHA256", header, claims, key);
  }

  public static String hmac(String algorithm, String header, String claims, byte[] key) {
    String signed = part(header) + '.' + part(claims);
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return signed + '.' + part(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static String rs256(String header, String claims, PrivateKey key) {
    String signed = part(header) + '.' + part(claims);
    try {
      Signature rsa = Signature.getInstance("SHA256withRSA");
      rsa.initSign(key);
      rsa.update(signed.getBytes(UTF_8));
      return signed + '.' + part(rsa.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With whatever signature. */
  public static String with(String header, String claims, String signature) {
    return part(header) + '.' + part(claims) + '.' + signature;
  }

  /** The signature of one over the claims of another. */
  public static String tampered(String genuine, String claims) {
    String[] parts = genuine.split("\\.");
    return parts[0] + '.' + part(claims) + '.' + parts[2];
  }

  public static String part(String text) {
    return part(text.getBytes(UTF_8));
  }

  public static String part(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  public static String claims(String token) {
    return new String(Base64.getUrlDecoder().decode(token.split("\\.")[1]), UTF_8);
  }

  public static KeyPair rsaKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
