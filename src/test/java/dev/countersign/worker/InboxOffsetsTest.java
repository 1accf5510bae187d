package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class InboxOffsetsTest {
  private static final TopicPartition FIRST = new TopicPartition("inbox", 0);
  private static final TopicPartition SECOND = new TopicPartition("inbox", 1);

  private static long behind(long begin, long end, long committed) {
    return new InboxOffsets.Ends(Map.of(FIRST, begin), Map.of(FIRST, end))
        .behind(Map.of(FIRST, new OffsetAndMetadata(committed)));
  }

  @Test
  void theMarkerBehindTheLastRecordIsNotWaitedFor() {
    assertThat(behind(0, 8, 7)).isZero();
  }

  @Test
  void anEmptyPartitionIsNotBehind() {
    assertThat(behind(0, 0, 0)).isZero();
  }

  @Test
  void allPartitionsCount() {
    Map<TopicPartition, OffsetAndMetadata> committed =
        Map.of(FIRST, new OffsetAndMetadata(10), SECOND, new OffsetAndMetadata(20));

    assertThat(
            new InboxOffsets.Ends(Map.of(FIRST, 0L, SECOND, 0L), Map.of(FIRST, 16L, SECOND, 28L))
                .behind(committed))
        .isEqualTo(5 + 7);
  }

  @Test
  void whoNeverCommittedIsBehindWithAllThatIsThere() {
    Map<TopicPartition, OffsetAndMetadata> never = new HashMap<>();
    never.put(FIRST, null);
    var ends = new InboxOffsets.Ends(Map.of(FIRST, 1_000L), Map.of(FIRST, 1_011L));

    assertThat(ends.behind(never)).isEqualTo(10);
    assertThat(ends.behind(Map.of())).isEqualTo(10);
  }

  @Test
  void whatWasTrimmedIsNotWaitedFor() {
    assertThat(behind(500, 511, 3)).isEqualTo(10);
  }
}
