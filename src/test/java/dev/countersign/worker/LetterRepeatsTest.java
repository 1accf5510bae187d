package dev.countersign.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.wire.DeadLetterCode;
import dev.countersign.wire.Letter;
import dev.countersign.wire.Letters;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LetterRepeatsTest {
  private final LetterRepeats repeats = new LetterRepeats();

  @Test
  void aLetterThatWasNeverRedrivenCountsOnce() {
    Letter only = noted(5, null);
    assertThat(repeats.isOutdated(only)).isFalse();
    assertThat(repeats.times(only)).isEqualTo(1);
  }

  @Test
  void theLatestStandsForAllOfThem() {
    List<Letter> three = List.of(noted(5, null), noted(9, "dead-0@5"), noted(12, "dead-0@5"));
    assertThat(three).map(repeats::isOutdated).containsExactly(true, true, false);
    assertThat(three).map(repeats::times).containsOnly(3);
  }

  @Test
  void othersAreNotTouched() {
    Letter other = noted(6, null);
    noted(5, null);
    noted(9, "dead-0@5");
    assertThat(repeats.isOutdated(other)).isFalse();
  }

  @Test
  void aRedriveByHandNamesNoLetter() {
    Letter byHand = noted(9, "yes");
    assertThat(byHand.first()).isEqualTo("dead-0@9");
    assertThat(repeats.times(byHand)).isEqualTo(1);
  }

  private Letter noted(long offset, @Nullable String redrive) {
    Headers original = new RecordHeaders();
    if (redrive != null) {
      original.add("countersign.redrive", redrive.getBytes(UTF_8));
    }
    Letter letter =
        Letters.read(
            Letters.about(DeadLetterCode.INVALID_COMMAND, original, new byte[] {1}, "order-1"),
            offset);
    repeats.note(letter);
    return letter;
  }
}
