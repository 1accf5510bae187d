package dev.countersign.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerRangesTest {

  @Test
  void aRangeCoversItsEndsAndNothingBeyond() {
    LedgerRanges ranges = LedgerRanges.parse("100-200,205");
    assertThat(ranges.cover(100, 200)).isTrue();
    assertThat(ranges.cover(205, 205)).isTrue();
    assertThat(ranges.cover(99, 200)).isFalse();
    assertThat(ranges.cover(100, 201)).isFalse();
  }

  @Test
  void aGapIsNotCovered() {
    assertThat(LedgerRanges.parse("100-200, 202-300").cover(150, 250)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"empty", "", "100-", "-5", "1-2,", "1-99999999999", "1-2-3"})
  void whatCannotBeReadCoversNothing(String text) {
    assertThat(LedgerRanges.parse(text)).isEqualTo(LedgerRanges.NONE);
  }
}
