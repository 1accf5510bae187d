package dev.countersign.worker;

import static dev.countersign.worker.Queueing.T0;
import static dev.countersign.worker.Queueing.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.countersign.platform.Gate;
import dev.countersign.platform.budget.Backlog;
import dev.countersign.platform.budget.Claim;
import dev.countersign.platform.budget.Demand;
import dev.countersign.platform.budget.Rank;
import dev.countersign.request.Ask.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §3, §4: requests that wait for their create")
class WaitingRoomTest {
  private static final int PLACES = 4;
  private static final Gate CLOSED =
      new Gate.Closed(Gate.Reason.UNREACHABLE, T0.plusSeconds(9), "down");

  private final WaitingRoom room = new WaitingRoom(PLACES, Duration.ofSeconds(10));

  // --- who goes

  @Test
  void aBetterPriorityGoesFirstWhenEverItCame() {
    enter(request("low").with(Priority.LOW));
    enter(request("normal"));
    enter(request("high").with(Priority.HIGH).arrivedAt(T0.plusSeconds(60)));
    room.permit("default", 3);

    assertThat(admitted()).containsExactly("high", "normal", "low");
  }

  @Test
  void withoutAPermitNobodyGoes() {
    enter(request("a"));

    assertThat(admitted()).isEmpty();
    assertThat(room.isWaiting("a")).isTrue();
  }

  @Test
  void aPermitIsOfOneApplication() {
    enter(request("a"));
    enter(request("b").to("shop"));
    room.permit("shop", 2);

    assertThat(admitted()).containsExactly("b");
  }

  @Test
  void noMoreGoThanThereAreFreePlaces() {
    room.creating("under-way", 0);
    for (int number = 0; number < 6; number++) {
      enter(request("r-" + number));
    }
    room.permit("default", 6);

    assertThat(admitted()).containsExactly("r-0", "r-1", "r-2");
  }

  @Test
  void applicationsShareThePlaces() {
    for (int number = 0; number < 3; number++) {
      enter(request("a-" + number));
      enter(request("b-" + number).to("shop"));
    }
    room.permit("default", 3);
    room.permit("shop", 3);

    assertThat(admitted()).hasSize(PLACES);
  }

  @Test
  void whileTheApplicationIsNotCalledNobodyGoes() {
    enter(request("a"));
    room.gate("default", CLOSED);
    room.permit("default", 1);

    assertThat(admitted()).isEmpty();
    assertThat(demand().unused()).isEqualTo(1);
  }

  // --- who is not in the line yet

  @Test
  void whoNeedsATokenGoesOnceTheDirectoryHasCaughtUp() {
    room.enter(request("a").state(), 0, 7, null, T0);
    room.caughtUp(6);
    room.permit("default", 1);
    assertThat(admitted()).isEmpty();

    room.caughtUp(7);
    room.permit("default", 1);

    assertThat(admitted()).containsExactly("a");
  }

  @Test
  void whoBacksOffGoesWhenThatIsOver() {
    room.enter(request("a").state(), 0, 0, T0.plusSeconds(5), T0);
    room.permit("default", 1);
    assertThat(room.admit(T0.plusSeconds(4))).isEmpty();
    assertThat(room.nextReturn()).isEqualTo(T0.plusSeconds(5));

    room.admit(T0.plusSeconds(5));
    room.permit("default", 1);

    assertThat(room.admit(T0.plusSeconds(5))).extracting(each -> each.requestId).containsOnly("a");
    assertThat(room.nextReturn()).isNull();
  }

  @Test
  void whoIsNotInTheLineClaimsNothingButCountsAsWaiting() {
    room.enter(request("token").state(), 0, 7, null, T0);
    room.enter(request("later").with(Priority.HIGH).state(), 0, 0, T0.plusSeconds(5), T0);

    Demand demand = demand();
    assertThat(demand.first()).isEmpty();
    assertThat(demand.waiting()).isEqualTo(new Backlog(1, 1, 0));
  }

  // --- who leaves

  @Test
  void whoLeavesIsGoneFromTheLineAtOnce() {
    enter(request("a"));
    enter(request("b"));

    room.leave("a");

    assertThat(demand().waiting().all()).isEqualTo(1);
    room.permit("default", 2);
    assertThat(admitted()).containsExactly("b");
  }

  @Test
  void whoLeavesWhileBackingOffDoesNotComeBack() {
    room.enter(request("a").state(), 0, 0, T0.plusSeconds(5), T0);

    room.leave("a");

    assertThat(demand().waiting().all()).isZero();
    room.admit(T0.plusSeconds(5));
    room.permit("default", 1);
    assertThat(room.admit(T0.plusSeconds(5))).isEmpty();
  }

  @Test
  void whoLeavesWhileTheTokensAreReadDoesNotComeBack() {
    room.enter(request("a").state(), 0, 7, null, T0);

    room.leave("a");

    room.caughtUp(7);
    room.permit("default", 1);
    assertThat(admitted()).isEmpty();
    assertThat(room.size()).isZero();
  }

  @Test
  void whoEntersAgainWaitsOnce() {
    enter(request("a"));
    enter(request("a"));

    assertThat(demand().waiting().all()).isEqualTo(1);
    room.permit("default", 2);
    assertThat(admitted()).containsExactly("a");
  }

  @Test
  void aPartitionTakesItsQueueAndItsPlacesAlong() {
    room.enter(request("moved").state(), 1, 0, null, T0);
    enter(request("stays"));
    room.creating("under-way", 1);

    room.leave(1);

    assertThat(room.isAnyoneCreating()).isFalse();
    assertThat(room.size()).isEqualTo(1);
    room.permit("default", 2);
    assertThat(admitted()).containsExactly("stays");
  }

  @Test
  void placesThatAPartitionTakesAlongAreClaimedByThoseWhoStay() {
    for (int number = 0; number < PLACES; number++) {
      room.creating("under-way-" + number, 1);
    }
    enter(request("stays"));
    assertThat(demand().first()).isEmpty();

    room.leave(1);

    assertThat(demand().first()).hasSize(1);
  }

  // --- what the fleet is told

  @Test
  void claimsAreInOrderAndNameTheirRounds() {
    enter(request("low").with(Priority.LOW));
    enter(request("a-0").of("ada"));
    enter(request("a-1").of("ada").notAfter(T0.plusSeconds(30)));

    long arrival = T0.toEpochMilli();
    long deadline = T0.plusSeconds(30).toEpochMilli();
    assertThat(demand().first())
        .containsExactly(
            new Claim(Rank.CREATE_NORMAL, 0, deadline, arrival, 1),
            new Claim(Rank.CREATE_NORMAL, 1, Long.MAX_VALUE, arrival, 1),
            new Claim(Rank.CREATE_LOW, 0, Long.MAX_VALUE, arrival, 1));
  }

  @Test
  void noMoreIsClaimedThanThereAreFreePlaces() {
    room.creating("under-way", 0);
    for (int number = 0; number < 6; number++) {
      enter(request("r-" + number));
    }

    Demand demand = demand();

    assertThat(demand.first()).hasSize(PLACES - 1);
    assertThat(demand.waiting()).isEqualTo(new Backlog(0, 6, 0));
  }

  @Test
  void aPlaceThatGetsFreeIsClaimed() {
    for (int number = 0; number < PLACES; number++) {
      room.creating("under-way-" + number, 0);
    }
    enter(request("a"));
    assertThat(demand().first()).isEmpty();

    room.notCreating("under-way-0");

    assertThat(demand().first()).hasSize(1);
  }

  @Test
  void whatHasNotChangedIsNotToldAgain() {
    enter(request("a"));
    demand();

    room.demands((_, demand) -> fail("nothing has changed, but it was told " + demand));
  }

  @Test
  void aPermitThatNobodyCanUseIsUnusedOnce() {
    enter(request("a"));
    room.permit("default", 3);
    admitted();

    Demand demand = demand();
    assertThat(demand.received()).isEqualTo(3);
    assertThat(demand.unused()).isEqualTo(2);
    admitted();
    enter(request("b"));
    assertThat(demand().unused()).isEqualTo(2);
  }

  @Test
  void whileDrainingPermitsAreGivenBackAndNothingIsClaimed() {
    enter(request("a"));
    room.permit("default", 2);

    room.drain();

    Demand demand = demand();
    assertThat(demand.first()).isEmpty();
    assertThat(demand.unused()).isEqualTo(2);
    room.permit("default", 1);
    room.drain();
    room.drain();
    assertThat(demand().unused()).isEqualTo(3);
  }

  private void enter(Queueing request) {
    room.enter(request.state(), 0, 0, null, T0);
  }

  private List<String> admitted() {
    return room.admit(T0).stream().map(waiting -> waiting.requestId).toList();
  }

  /** What is told of it; that it is told at all shows that something has changed. */
  private Demand demand() {
    AtomicReference<@Nullable Demand> told = new AtomicReference<>();
    room.demands((_, demand) -> told.set(demand));
    Demand demand = told.get();
    assertThat(demand).as("a change").isNotNull();
    return Objects.requireNonNull(demand);
  }
}
