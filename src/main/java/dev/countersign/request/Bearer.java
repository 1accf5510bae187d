package dev.countersign.request;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A JWT that the platform issued to a signed-in person (PROTOCOL §§9.1, 10).
 *
 * @param client the API key that it says it was issued for; empty: it does not say
 * @param expiresAt as it says; {@link #NEVER}: it does not say
 * @param verified whether what it says is true; no create is begun before
 */
public record Bearer(String token, String client, Instant expiresAt, boolean verified) {
  public static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

  Bearer asVerified() {
    return new Bearer(token, client, expiresAt, true);
  }

  static boolean isAwaited(@Nullable Bearer bearer) {
    return bearer != null && !bearer.verified;
  }

  @Override
  public String toString() {
    return "Bearer[" + client + ", " + expiresAt + (verified ? ", verified]" : "]");
  }
}
