package dev.countersign.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often one payload is read. */
class ReadsTest {
  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void fourAnHourNeedNoReason() {
    assertThat(broken(every(Duration.ofMinutes(15), 20))).isEmpty();
  }

  @Test
  void fiveAnHourArePolling() {
    assertThat(broken(every(Duration.ofMinutes(14), 5)))
        .singleElement()
        .asString()
        .startsWith("r: more than 4 reads in an hour that nothing hinted at");
  }

  @Test
  void aHintIsReasonForARunOfReads() {
    assertThat(broken(every(Duration.ofSeconds(2), 16), T0)).isEmpty();
  }

  @Test
  void aRunIsBounded() {
    assertThat(broken(every(Duration.ofSeconds(2), 17), T0))
        .containsExactly("r: 17 reads after one hint");
  }

  @Test
  void aHintIsNoReasonForEver() {
    assertThat(broken(every(Duration.ofSeconds(30), 7), T0)).hasSize(1);
  }

  @Test
  void aHintIsNoReasonForWhatCameBefore() {
    assertThat(broken(every(Duration.ofMinutes(1), 5), T0.plus(Duration.ofHours(1)))).hasSize(1);
  }

  private static List<Instant> every(Duration pause, int times) {
    return IntStream.range(0, times).mapToObj(i -> T0.plus(pause.multipliedBy(i))).toList();
  }

  private static List<String> broken(List<Instant> reads, Instant... hints) {
    return Reads.broken("r", reads, List.of(hints)).stream().map(Broken::toString).toList();
  }
}
