package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class MomentTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "2026-02-28T10:00:00Z, 2026-02-28T10:00:00Z",
    "2026-02-28T10:00:00.5+02:00, 2026-02-28T08:00:00.5Z",
    "2h, 2026-03-01T10:00:00Z",
    "7d, 2026-02-22T12:00:00Z",
    "PT90M, 2026-03-01T10:30:00Z"
  })
  void aTimeIsATimestampOrHowLongAgo(String text, Instant expected) {
    assertThat(Moment.parse(text, NOW)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "", "2026-02-28", "-2h", "999999999999999d"})
  void anythingElseIsToldWhatItShouldBe(String text) {
    assertThatThrownBy(() -> Moment.parse(text, NOW))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("such as 2h");
  }

  @Test
  void aDurationIsToldWhatItShouldBe() {
    assertThatThrownBy(() -> new Moment.DurationConverter().convert("soon"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'soon' must be a duration such as");
  }
}
