package dev.countersign.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * What the platform issues after a signature, so that the next request can be pushed to that person
 * (PROTOCOL §8.4). Prints as {@code ***}: it is a secret.
 */
public record UserToken(String value) {
  private static final int DIGEST_BYTES = 12;

  /** Tells it from others and does not give it away: a token is a random UUID. */
  public String digest() {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(Arrays.copyOf(hash, DIGEST_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "***";
  }
}
