package dev.countersign.http;

import dev.countersign.worker.Viewer;

/** Who sent a request, as far as its header {@code authorization} tells. */
sealed interface Caller {
  record Known(Viewer viewer) implements Caller {}

  /**
   * Nobody that may ask.
   *
   * @param challenge for the header {@code www-authenticate}
   */
  record Stranger(String challenge, String detail) implements Caller {}

  /** The keys that would tell cannot be read now. */
  record Unsure() implements Caller {}
}
