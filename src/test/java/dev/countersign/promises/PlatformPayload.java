package dev.countersign.promises;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is true of a payload that a request made.
 *
 * @param pushedTo whose token came with the create
 * @param opened somebody has had it on screen
 * @param resolution null: still open, or nobody ever resolved it
 */
public record PlatformPayload(
    String uuid,
    String identifier,
    @Nullable String pushedTo,
    boolean opened,
    @Nullable Resolution resolution) {

  /**
   * The person's decision.
   *
   * @param readableAt from when on a read shows it
   * @param hintedAt when something told the request's owner to look; null: never but by a frame
   */
  public record Resolution(boolean signed, Instant readableAt, @Nullable Instant hintedAt) {
    public Resolution(boolean signed, Instant readableAt) {
      this(signed, readableAt, null);
    }
  }

  boolean isSigned() {
    return resolution != null && resolution.signed();
  }

  boolean isRejected() {
    return resolution != null && !resolution.signed();
  }
}
