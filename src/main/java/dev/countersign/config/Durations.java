package dev.countersign.config;

import java.time.Duration;

/** Durations as they are written in the configuration. */
public final class Durations {
  private Durations() {}

  /**
   * A duration as {@code 24h}, {@code 7d}, {@code 500ms}, or in ISO 8601.
   *
   * @throws IllegalArgumentException says what it must be
   */
  public static Duration parse(String text) {
    return Parsers.duration(text);
  }
}
