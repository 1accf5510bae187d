package dev.countersign.request;

/**
 * What the platform issues after a signature, so that the next request can be pushed to that person
 * (PROTOCOL §8.4). Prints as {@code ***}: it is a secret.
 */
public record UserToken(String value) {
  @Override
  public String toString() {
    return "***";
  }
}
