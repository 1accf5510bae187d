package dev.countersign;

import dev.countersign.config.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times and durations as a person gives them. */
final class Moment {
  private Moment() {}

  /** A timestamp such as {@code 2026-03-01T12:00:00Z}, or how long ago, such as {@code 2h}. */
  static Instant parse(String text, Instant now) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException notOne) {
      try {
        return now.minus(Durations.parse(text));
      } catch (IllegalArgumentException | ArithmeticException | java.time.DateTimeException e) {
        throw new TypeConversionException(
            "'"
                + text
                + "' is neither a time such as 2026-03-01T12:00:00Z nor a duration such as 2h");
      }
    }
  }

  /** For options that take a time. */
  static final class InstantConverter implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      return parse(text, Instant.now());
    }
  }

  /** For options that take a duration. */
  static final class DurationConverter implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      try {
        return Durations.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "' " + e.getMessage());
      }
    }
  }
}
