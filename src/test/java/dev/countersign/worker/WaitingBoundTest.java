package dev.countersign.worker;

import static dev.countersign.worker.Queueing.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingBoundTest {
  private static final int RECORD = 500;
  private static final long ROOM_FOR_TEN = 10L * (WaitingBound.EACH + RECORD);

  private final List<String> valves = new ArrayList<>();
  private final WaitingBound bound =
      new WaitingBound(
          ROOM_FOR_TEN,
          partition -> valves.add("pause " + partition),
          partition -> valves.add("resume " + partition));
  private final OwnedPartition first = restored(0);
  private final OwnedPartition second = restored(1);
  private final List<OwnedPartition> both = List.of(first, second);

  private static OwnedPartition restored(int number) {
    OwnedPartition partition = new OwnedPartition(number, Instant.EPOCH);
    partition.restored = true;
    return partition;
  }

  private static void queue(OwnedPartition partition, int from, int to) {
    for (int i = from; i < to; i++) {
      String id = "r-" + i;
      partition.put(id, request(id).state(), RECORD);
    }
  }

  @Test
  void whatIsRestoredIsDelivered() {
    bound.hold(both);

    assertThat(valves).containsExactly("resume 0", "resume 1");
    assertThat(bound.full()).isNull();
  }

  @Test
  void nothingIsSaidTwice() {
    bound.hold(both);
    bound.hold(both);

    assertThat(valves).hasSize(2);
  }

  @Test
  void whatIsStillBeingRestoredIsLeftAlone() {
    second.restored = false;

    bound.hold(both);

    assertThat(valves).containsExactly("resume 0");
  }

  @Test
  void atTheBoundItGoesOn() {
    queue(first, 0, 10);

    bound.hold(both);

    assertThat(bound.bytes()).isEqualTo(ROOM_FOR_TEN);
    assertThat(bound.isFull()).isFalse();
  }

  @Test
  void allPartitionsPauseWhenTogetherTheyHoldTooMuch() {
    bound.hold(both);
    queue(first, 0, 6);
    queue(second, 6, 11);

    bound.hold(both);

    assertThat(valves).containsExactly("resume 0", "resume 1", "pause 0", "pause 1");
    assertThat(bound.full()).contains("18700", "countersign.max-waiting-bytes is 17000");
  }

  @Test
  void itGoesOnOnlyWhenATenthIsFree() {
    queue(first, 0, 11);
    bound.hold(both);

    first.remove("r-0");
    first.remove("r-1");
    bound.hold(both);
    assertThat(valves).isEmpty();

    first.remove("r-2");
    bound.hold(both);
    assertThat(valves).containsExactly("resume 0", "resume 1");
  }

  @Test
  void aPartitionThatComesWhileItIsFullIsNotDelivered() {
    queue(first, 0, 11);

    bound.hold(both);

    assertThat(valves).isEmpty();
    assertThat(first.delivers).isFalse();
  }

  @Test
  void itGoesOnWhenTheFullPartitionGoesToAnotherOwner() {
    bound.hold(both);
    queue(first, 0, 11);
    bound.hold(both);
    valves.clear();

    bound.hold(List.of(second));

    assertThat(valves).containsExactly("resume 1");
  }

  @Test
  void largeRequestsCountForMore() {
    first.put("r-0", request("r-0").state(), (int) ROOM_FOR_TEN);

    bound.hold(both);

    assertThat(bound.isFull()).isTrue();
  }

  @Test
  void onlyThoseThatWaitCountAndEachOnlyOnce() {
    first.put("r-0", request("r-0").state(), 100);
    first.put("r-0", request("r-0").state(), 300);
    first.put("r-1", request("r-1").state(), 100);
    first.put("r-1", Remembered.creating(), 100);

    bound.hold(both);

    assertThat(bound.bytes()).isEqualTo(WaitingBound.EACH + 300);
  }
}
