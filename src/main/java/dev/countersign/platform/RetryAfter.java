package dev.countersign.platform;

import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How long the platform asks us to wait, in whichever header it says so (PROTOCOL §11). */
final class RetryAfter {
  private RetryAfter() {}

  /**
   * Null: it does not say. Moments are on the platform's clock, so they are set against its own.
   */
  static @Nullable Duration of(MultiMap headers, Instant now) {
    Instant theirNow = date(headers.get("Date"));
    Instant reference = theirNow == null ? now : theirNow;
    String after = headers.get("Retry-After");
    Long seconds = seconds(after);
    if (seconds != null) {
      return Duration.ofSeconds(seconds);
    }
    Instant until = date(after);
    if (until == null) {
      Long reset = seconds(headers.get("X-RateLimit-Reset"));
      until = reset == null ? null : Instant.ofEpochSecond(reset);
    }
    return until == null ? null : Duration.between(reference, until);
  }

  private static @Nullable Long seconds(@Nullable String text) {
    return text != null && text.strip().matches("\\d{1,11}") ? Long.valueOf(text.strip()) : null;
  }

  private static @Nullable Instant date(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException _) {
      return null;
    }
  }
}
