package dev.countersign.platform;

/**
 * How much is done at once.
 *
 * @param maxInFlight calls under way
 * @param maxSockets status sockets, also those being opened
 * @param attachmentsPerSecond sockets opened in a second, except for payloads made just now
 */
public record Limits(int maxInFlight, int maxSockets, int attachmentsPerSecond) {
  public Limits {
    if (maxInFlight < 1 || maxSockets < 0 || attachmentsPerSecond < 1) {
      throw new IllegalArgumentException(
          "max-in-flight %d, max-sockets %d, attachments per second %d: must be at least 1, 0, 1"
              .formatted(maxInFlight, maxSockets, attachmentsPerSecond));
    }
  }
}
