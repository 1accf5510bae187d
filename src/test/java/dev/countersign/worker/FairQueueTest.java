package dev.countersign.worker;

import static dev.countersign.worker.Queueing.T0;
import static dev.countersign.worker.Queueing.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §3: the order of waiting requests of one priority")
class FairQueueTest {
  private final FairQueue queue = new FairQueue();
  private long numbers;

  @Test
  void theNearestDeadlineGoesFirstAndWhoHasNoneGoesLast() {
    add(request("whenever"));
    add(request("later").notAfter(T0.plusSeconds(90)));
    add(request("soon").notAfter(T0.plusSeconds(30)));

    assertThat(polled()).containsExactly("soon", "later", "whenever");
  }

  @Test
  void withoutADeadlineWhoArrivedFirstGoesFirst() {
    add(request("second").arrivedAt(T0.plusMillis(2)));
    add(request("third").arrivedAt(T0.plusMillis(3)));
    add(request("first").arrivedAt(T0.plusMillis(1)));

    assertThat(polled()).containsExactly("first", "second", "third");
  }

  @Test
  void whoArrivedTogetherGoesInTheOrderOfComing() {
    add(request("a"));
    add(request("b"));

    assertThat(polled()).containsExactly("a", "b");
  }

  @Test
  void aThousandOfOneUserKeepAnothersOneWaitingForOneTurnAtMost() {
    thousandOf("ada");
    add(request("bob-0").of("bob").arrivedAt(T0.plusSeconds(60)));

    assertThat(polled()).startsWith("ada-0", "bob-0", "ada-1").hasSize(1_001);
  }

  @Test
  void usersTakeTurnsWithinADeadlineToo() {
    some("ada", 3);
    add(request("bob-0").of("bob").notAfter(T0.plusSeconds(10)));
    add(request("bob-1").of("bob").notAfter(T0.plusSeconds(20)));

    assertThat(polled()).containsExactly("bob-0", "ada-0", "bob-1", "ada-1", "ada-2");
  }

  @Test
  void requestsOfNobodyTakeTurnsAsOneUser() {
    add(request("nobody-0"));
    add(request("nobody-1"));
    add(request("ada-0").of("ada").arrivedAt(T0.plusSeconds(1)));

    assertThat(polled()).containsExactly("nobody-0", "ada-0", "nobody-1");
  }

  @Test
  void whoComesLaterJoinsThePresentRoundAndCatchesNothingUp() {
    thousandOf("ada");
    for (int turn = 0; turn < 500; turn++) {
      queue.poll();
    }
    for (int number = 0; number < 3; number++) {
      add(request("bob-" + number).of("bob").arrivedAt(T0.plusSeconds(60)));
    }

    assertThat(polled()).startsWith("bob-0", "ada-500", "bob-1", "ada-501", "bob-2", "ada-502");
  }

  @Test
  void whoComesAgainAfterEachTurnDoesNotKeepOthersWaiting() {
    thousandOf("ada");
    List<String> turns = new ArrayList<>();
    add(request("bob").of("bob").arrivedAt(T0.plusSeconds(60)));
    for (int turn = 0; turn < 6; turn++) {
      String next = next();
      turns.add(next);
      if (next.equals("bob")) {
        add(request("bob").of("bob").arrivedAt(T0.plusSeconds(61 + turn)));
      }
    }

    assertThat(turns).containsExactly("ada-0", "bob", "ada-1", "bob", "ada-2", "bob");
  }

  @Test
  void newUsersWithoutEndDoNotKeepASecondRequestWaiting() {
    some("ada", 3);
    List<String> turns = new ArrayList<>();
    for (int turn = 0; turn < 10; turn++) {
      turns.add(next());
      add(request("new-" + turn).of("new-" + turn).arrivedAt(T0.plusSeconds(1 + turn)));
    }

    assertThat(turns).contains("ada-0", "ada-1", "ada-2");
  }

  @Test
  void aloneOneGoesAgainAtOnce() {
    add(request("bob-0").of("bob"));
    queue.poll();
    add(request("bob-1").of("bob"));

    assertThat(shown()).containsExactly("bob-1 in 0");
  }

  @Test
  void whoIsRemovedDoesNotGo() {
    Waiting removed = add(request("a"));
    add(request("b"));

    queue.remove(removed);

    assertThat(queue.size()).isEqualTo(1);
    assertThat(polled()).containsExactly("b");
  }

  @Test
  void whoIsRemovedFirstLeavesTheTurnToTheUsersNext() {
    Waiting first = add(request("ada-0").of("ada"));
    add(request("bob-0").of("bob").arrivedAt(T0.plusMillis(5)));
    add(request("ada-1").of("ada").arrivedAt(T0.plusMillis(9)));

    queue.remove(first);

    assertThat(polled()).containsExactly("bob-0", "ada-1");
  }

  @Test
  void toRemoveWhoIsNotThereChangesNothing() {
    Waiting gone = add(request("gone"));
    add(request("ada-0").of("ada"));
    queue.remove(gone);

    queue.remove(gone);

    assertThat(queue.size()).isEqualTo(1);
    assertThat(polled()).containsExactly("ada-0");
  }

  @Test
  void theViewTellsInHowManyRoundsEachGoes() {
    some("ada", 3);
    add(request("bob-0").of("bob").arrivedAt(T0.plusSeconds(60)));

    assertThat(shown()).containsExactly("ada-0 in 0", "bob-0 in 0", "ada-1 in 1", "ada-2 in 2");
  }

  @Test
  void theViewEndsWhenNoMoreAreWanted() {
    thousandOf("ada");
    List<String> seen = new ArrayList<>();

    queue.visit((waiting, _) -> seen.add(waiting.requestId) && seen.size() < 2);

    assertThat(seen).containsExactly("ada-0", "ada-1");
  }

  private void thousandOf(String user) {
    some(user, 1_000);
  }

  private void some(String user, int count) {
    for (int number = 0; number < count; number++) {
      add(request(user + '-' + number).of(user).arrivedAt(T0.plusMillis(number)));
    }
  }

  private Waiting add(Queueing request) {
    Waiting waiting = request.waiting(numbers++);
    queue.add(waiting);
    return waiting;
  }

  private String next() {
    Waiting next = queue.poll();
    return next == null ? "nobody" : next.requestId;
  }

  private List<String> polled() {
    List<String> all = new ArrayList<>();
    for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
      all.add(next.requestId);
    }
    return all;
  }

  private List<String> shown() {
    List<String> all = new ArrayList<>();
    queue.visit((waiting, rounds) -> all.add(waiting.requestId + " in " + rounds));
    return all;
  }
}
