package dev.countersign.request;

import java.time.Instant;

/**
 * A JWT that the platform issued to a signed-in person (PROTOCOL §§9.1, 10). What is told of it
 * here is not yet verified.
 *
 * @param client the API key that it was issued for
 */
public record Bearer(String token, String client, Instant expiresAt) {
  @Override
  public String toString() {
    return "Bearer[" + client + ", " + expiresAt + "]";
  }
}
