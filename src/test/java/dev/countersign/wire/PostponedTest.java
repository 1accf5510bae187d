package dev.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PostponedTest {
  private static final TopicPartition ONE = new TopicPartition("t", 0);
  private static final TopicPartition OTHER = new TopicPartition("t", 1);

  private final Postponed postponed = new Postponed();

  @Test
  void whatIsPostponedIsTriedAgainAfterASecond() {
    postponed.add(ONE, Samples.AT);
    postponed.add(OTHER, Samples.AT.plusMillis(500));

    assertThat(postponed.partitions(Samples.AT.plusMillis(999)))
        .containsExactlyInAnyOrder(ONE, OTHER);
    assertThat(postponed.partitions(Samples.AT.plusMillis(1_000))).containsExactly(OTHER);
    assertThat(postponed.partitions(Samples.AT.plusMillis(1_500))).isEmpty();
  }

  @Test
  void whoFailsAgainIsPostponedAgain() {
    postponed.add(ONE, Samples.AT);
    postponed.add(ONE, Samples.AT.plusSeconds(1));

    assertThat(postponed.partitions(Samples.AT.plusMillis(1_999))).containsExactly(ONE);
  }
}
