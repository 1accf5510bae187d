package dev.countersign.promises;

/**
 * A promise that was not kept.
 *
 * @param requestId whose; for a record without a request, where it is
 */
public record Broken(Rule rule, String requestId, String what) {
  @Override
  public String toString() {
    return requestId + ": " + what;
  }
}
