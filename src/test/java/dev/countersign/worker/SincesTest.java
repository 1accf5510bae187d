package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SincesTest {
  private static final Instant EARLY = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant LATE = EARLY.plusSeconds(10);

  private final Sinces sinces = new Sinces();

  @Test
  void theOldestIsKnown() {
    sinces.put("a", LATE);
    sinces.put("b", EARLY);
    assertThat(sinces.oldest()).isEqualTo(EARLY);
    assertThat(sinces.size()).isEqualTo(2);
  }

  @Test
  void whatWaitsNoMoreIsForgotten() {
    sinces.put("a", LATE);
    sinces.put("b", EARLY);
    sinces.put("b", null);
    assertThat(sinces.oldest()).isEqualTo(LATE);
    assertThat(sinces.size()).isEqualTo(1);
  }

  @Test
  void twoMayHaveWaitedForEquallyLong() {
    sinces.put("a", EARLY);
    sinces.put("b", EARLY);
    sinces.put("a", null);
    assertThat(sinces.oldest()).isEqualTo(EARLY);
  }

  @Test
  void whatBeginsAnewIsCountedOnce() {
    sinces.put("a", EARLY);
    sinces.put("a", LATE);
    assertThat(sinces.oldest()).isEqualTo(LATE);
    assertThat(sinces.size()).isEqualTo(1);
  }

  @Test
  void nothingWaitsAtFirst() {
    sinces.put("a", null);
    assertThat(sinces.oldest()).isNull();
    assertThat(sinces.size()).isZero();
  }
}
