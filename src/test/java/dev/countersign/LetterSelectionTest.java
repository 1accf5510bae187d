package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.wire.DeadLetterCode;
import dev.countersign.wire.Letter;
import dev.countersign.wire.Letters;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LetterSelectionTest {
  private static final Letter LETTER =
      Letters.read(
          Letters.about(
              DeadLetterCode.INVALID_COMMAND, new RecordHeaders(), new byte[] {1}, "order-1"),
          5);

  @ParameterizedTest
  @CsvSource({
    "--code=INVALID_COMMAND, true",
    "--code=INTERNAL --code=INVALID_COMMAND, true",
    "--code=INTERNAL, false",
    "--id=order-1, true",
    "--id=order-2 --id=order-1, true",
    "--id=order-2, false",
    "--partition=0 --offset=5, true",
    "--partition=1, false",
    "--offset=6, false",
    "--id=order-1 --code=INTERNAL, false"
  })
  void aLetterFitsIfEverythingGivenFits(String arguments, boolean fits) {
    assertThat(selection(arguments.split(" ")).fits(LETTER)).isEqualTo(fits);
  }

  @Test
  void theTimeBeginsWithSinceAndEndsBeforeUntil() {
    String at = LETTER.at().toString();
    String later = LETTER.at().plusMillis(1).toString();
    assertThat(selection("--since", at, "--until", later).fits(LETTER)).isTrue();
    assertThat(selection("--since", later).fits(LETTER)).isFalse();
    assertThat(selection("--until", at).fits(LETTER)).isFalse();
  }

  @Test
  void onlyNothingGivenIsEmpty() {
    assertThat(selection().isEmpty()).isTrue();
    assertThat(selection("--since", "2h").isEmpty()).isFalse();
    assertThat(selection("--partition", "0").isEmpty()).isFalse();
  }

  private static LetterSelection selection(String... arguments) {
    LetterSelection selection = new LetterSelection();
    CommandLine.populateCommand(selection, arguments);
    return selection;
  }
}
