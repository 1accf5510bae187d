package dev.countersign.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.request.Outcome;
import dev.countersign.request.RequestState;
import org.junit.jupiter.api.Test;

class OwnedPartitionTest {
  private final OwnedPartition partition = new OwnedPartition(0, Remembered.NOW);

  private void put(String id, RequestState state) {
    partition.put(id, state, 100);
  }

  @Test
  void whatCanBeSignedIsCounted() {
    put("a", Remembered.creating());
    put("b", Remembered.open(null, false));
    put("c", Remembered.open(Remembered.NOW, false));
    put("c", Remembered.open(Remembered.NOW, true));
    assertThat(partition.open()).isEqualTo(2);

    put("b", Remembered.ended(Outcome.REJECTED, null));
    partition.remove("c");
    assertThat(partition.open()).isZero();
  }

  @Test
  void theOldestAnswerThatIsOwedIsKnown() {
    put("a", Remembered.open(null, false));
    assertThat(partition.overdueSince()).isEqualTo(Remembered.PAYLOAD.expiresAt());

    put("b", Remembered.creating());
    assertThat(partition.overdueSince()).isEqualTo(Remembered.NOW);

    put("b", Remembered.ended(Outcome.FAILED, null));
    partition.remove("a");
    assertThat(partition.overdueSince()).isNull();
  }
}
