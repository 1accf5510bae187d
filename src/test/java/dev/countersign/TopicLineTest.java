package dev.countersign;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.worker.TopicFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicLineTest {

  @Test
  void aLineSaysWhatThereIs() {
    assertThat(TopicLine.full(new TopicFacts("x.events", 12, 3, "delete", 604_800_000L, 1536L, 1)))
        .isEqualTo(
            "x.events  12 partitions, replication 3, delete, kept 7 days, 1.5 KiB, 1 record");
  }

  @Test
  void whatIsNotToldIsSaidToBe() {
    assertThat(TopicLine.full(new TopicFacts("x.events", 1, 1, null, null, null, 0)))
        .isEqualTo(
            "x.events  1 partition, replication 1, cleanup policy not told, kept for a time not"
                + " told, size not told, 0 records");
  }

  @ParameterizedTest
  @CsvSource({
    "delete, -1, for ever",
    "compact, 604800000, by key",
    "delete, 3600000, 1 hour",
    "delete, 90000, 90 seconds"
  })
  void howLongItIsKept(String cleanup, long millis, String kept) {
    assertThat(TopicLine.full(new TopicFacts("x", 1, 1, cleanup, millis, 0L, 0)))
        .contains("kept " + kept + ",");
  }

  @ParameterizedTest
  @CsvSource({"0, 0 B", "1023, 1023 B", "1048576, 1.0 MiB", "53687091200, 50 GiB"})
  void sizesAreForPeople(long bytes, String text) {
    assertThat(TopicLine.size(bytes)).isEqualTo(text);
  }

  @Test
  void oneThatIsNotThereIsMissing() {
    assertThat(TopicLine.brief("x.events", null)).isEqualTo("x.events  missing");
  }
}
