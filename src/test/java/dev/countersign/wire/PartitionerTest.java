package dev.countersign.wire;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class PartitionerTest {

  @Property
  void aPartitionIsAlwaysOneThatExists(
      @ForAll @StringLength(max = 40) String id, @ForAll @IntRange(min = 1, max = 1000) int count) {
    assertThat(Partitioner.partition(id, count)).isBetween(0, count - 1);
  }

  /** State is found by this number for as long as a topic lives, so it must never change. */
  @Test
  void aRequestStaysWhereItIs() {
    assertThat(Partitioner.partition("foobar", 12)).isEqualTo(6);
  }
}
