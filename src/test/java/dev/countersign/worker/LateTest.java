package dev.countersign.worker;

import static dev.countersign.request.DeferralReason.BUDGET;
import static dev.countersign.request.DeferralReason.PLATFORM_UNREACHABLE;
import static dev.countersign.worker.Queueing.T0;
import static dev.countersign.worker.Queueing.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.platform.Gate;
import dev.countersign.platform.budget.Backlog;
import dev.countersign.platform.budget.Outlook;
import dev.countersign.request.Ask.Priority;
import dev.countersign.request.DeferralReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("CONTRACT §4: who will wait for long is told why, and until when")
class LateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Two creates a minute; the next turns are in 20 and in 50 seconds. */
  private static final List<Instant> SLOTS = List.of(T0.plusSeconds(20), T0.plusSeconds(50));

  private final WaitingRoom room = new WaitingRoom(4, PATIENCE);
  private Instant now = T0;

  // --- when

  @Test
  void whoGoesSoonIsNotTold() {
    enter("soon");
    outlook(Backlog.NONE, T0.plusSeconds(9));

    assertThat(late()).isEmpty();
  }

  @Test
  void whoGoesTooLateIsToldAtOnce() {
    enter("late");
    outlook(Backlog.NONE, T0.plusSeconds(11));

    assertThat(late()).containsExactly("late BUDGET PT11S");
  }

  @Test
  void patienceCountsFromWhenTheRequestBeganToWait() {
    enter("waited");
    outlook(Backlog.NONE, T0.plusSeconds(11));
    now = T0.plusSeconds(8);

    assertThat(late()).containsExactly("waited BUDGET PT11S");
  }

  @Test
  void whenNobodyCanTellItIsToldAfterTheTimeAndWithoutAnEta() {
    enter("late");
    now = T0.plus(PATIENCE);
    assertThat(late()).isEmpty();

    now = T0.plus(PATIENCE).plusSeconds(2);

    assertThat(late()).containsExactly("late BUDGET null");
  }

  @Test
  void whoBacksOffOrNeedsATokenIsNotHeldUpByTheBudget() {
    room.enter(request("token").state(), 0, 7, null, T0);
    room.enter(request("later").state(), 0, 0, T0.plusSeconds(60), T0);
    now = T0.plusSeconds(30);

    assertThat(late()).isEmpty();
  }

  // --- once

  @Test
  void whoWasToldAReasonIsNotToldItAgain() {
    enter("late");
    outlook(Backlog.NONE, T0.plusSeconds(50));
    late();
    room.told("late", Set.of(BUDGET));
    now = T0.plusSeconds(30);

    assertThat(late()).isEmpty();
  }

  @Test
  void whoWasToldByAnEarlierOwnerIsNotToldAgain() {
    room.enter(request("late").wasTold(BUDGET).state(), 0, 0, null, T0);
    outlook(Backlog.NONE, T0.plusSeconds(50));

    assertThat(late()).isEmpty();
  }

  @Test
  void anotherReasonIsToldToo() {
    room.enter(request("late").wasTold(PLATFORM_UNREACHABLE).state(), 0, 0, null, T0);
    outlook(Backlog.NONE, T0.plusSeconds(50));

    assertThat(late()).containsExactly("late BUDGET PT50S");
  }

  // --- why

  @ParameterizedTest
  @EnumSource(
      value = Gate.Reason.class,
      names = {"CREDENTIALS", "UNREACHABLE", "PAUSED"})
  void anApplicationThatCannotBeCalledIsAReasonWithoutAnEta(Gate.Reason reason) {
    enter("late");
    outlook(Backlog.NONE, T0.plusSeconds(50));
    room.gate("default", new Gate.Closed(reason, T0.plusSeconds(3), "not now"));
    assertThat(late()).isEmpty();

    now = T0.plusSeconds(11);

    assertThat(late()).containsExactly("late PLATFORM_UNREACHABLE null");
  }

  @Test
  void aPauseForTooManyCallsIsAMatterOfTheBudgetAndNobodyGoesBeforeItsEnd() {
    enter("late");
    outlook(Backlog.NONE, T0.plusSeconds(5));
    room.gate("default", new Gate.Closed(Gate.Reason.RATE_LIMITED, T0.plusSeconds(40), "429"));

    assertThat(late()).containsExactly("late BUDGET PT40S");
  }

  @Test
  void aPauseIsAllThatIsKnownWhenNobodyKnowsTheLimit() {
    enter("late");
    room.gate("default", new Gate.Closed(Gate.Reason.RATE_LIMITED, T0.plusSeconds(40), "429"));

    assertThat(late()).containsExactly("late BUDGET PT40S");
  }

  // --- after an outage

  @Test
  void whoWaitedForTheEndOfAnOutageIsNotToldOfABudgetThatIsThere() {
    enter("waited");
    outlook(Backlog.NONE, T0.plusSeconds(14));
    outage(11);
    room.gate("default", new Gate.Open());

    now = T0.plusSeconds(13);

    assertThat(late()).isEmpty();
  }

  @Test
  void patienceBeginsAnewAfterAnOutageWhenNobodyCanTell() {
    enter("waited");
    outage(11);
    room.gate("default", new Gate.Open());
    now = T0.plusSeconds(13);
    assertThat(late()).isEmpty();

    now = T0.plusSeconds(24);

    assertThat(late()).containsExactly("waited BUDGET null");
  }

  @Test
  void whoWillWaitOnForTheBudgetAfterAnOutageIsToldAtOnce() {
    enter("waited");
    outlook(Backlog.NONE, T0.plusSeconds(50));
    outage(11);
    room.gate("default", new Gate.Open());

    now = T0.plusSeconds(13);

    assertThat(late()).containsExactly("waited BUDGET PT50S");
  }

  private void outage(int second) {
    room.gate(
        "default", new Gate.Closed(Gate.Reason.UNREACHABLE, T0.plusSeconds(second + 1), "down"));
    now = T0.plusSeconds(second);
    assertThat(late()).containsExactly("waited PLATFORM_UNREACHABLE null");
  }

  // --- until when

  @Test
  void theEtaGrowsWithThePositionByTheTurnsOfEachMinute() {
    for (int number = 0; number < 5; number++) {
      enter("r-" + number);
    }
    room.outlook("default", new Outlook(SLOTS, Backlog.NONE));

    assertThat(late())
        .containsExactly(
            "r-0 BUDGET PT20S",
            "r-1 BUDGET PT50S",
            "r-2 BUDGET PT1M20S",
            "r-3 BUDGET PT1M50S",
            "r-4 BUDGET PT2M20S");
  }

  @Test
  void aBetterPriorityGoesBefore() {
    room.enter(request("low").with(Priority.LOW).state(), 0, 0, null, T0);
    enter("normal");
    room.enter(request("high").with(Priority.HIGH).state(), 0, 0, null, T0);
    room.outlook("default", new Outlook(SLOTS, Backlog.NONE));

    assertThat(late())
        .containsExactly("high BUDGET PT20S", "normal BUDGET PT50S", "low BUDGET PT1M20S");
  }

  @Test
  void thoseOfOtherWorkersWithABetterPriorityGoBeforeAndOthersDoNot() {
    enter("normal");
    room.outlook("default", new Outlook(SLOTS, new Backlog(2, 0, 100)));

    assertThat(late()).containsExactly("normal BUDGET PT1M20S");
  }

  @Test
  void thoseOfOtherWorkersWithTheSamePriorityGoInBetween() {
    for (int number = 0; number < 4; number++) {
      enter("r-" + number);
    }
    room.outlook("default", new Outlook(SLOTS, new Backlog(0, 4, 0)));

    assertThat(late())
        .containsExactly(
            "r-0 BUDGET PT20S", "r-1 BUDGET PT1M20S", "r-2 BUDGET PT2M20S", "r-3 BUDGET PT3M20S");
  }

  // --- how often it is looked

  @Test
  void itIsNotLookedAgainBeforeASecondIsOver() {
    outlook(Backlog.NONE, T0.plusSeconds(50));
    late();
    enter("late");
    now = T0.plusMillis(999);
    assertThat(late()).isEmpty();

    now = T0.plusMillis(1_000);

    assertThat(late()).containsExactly("late BUDGET PT50S");
  }

  @Test
  void anyNumberIsToldInPortions() {
    for (int number = 0; number < 1_500; number++) {
      enter("r-" + number);
    }
    outlook(Backlog.NONE, T0.plusSeconds(50));

    List<String> first = late();
    first.forEach(told -> room.told(told.substring(0, told.indexOf(' ')), Set.of(BUDGET)));
    now = T0.plusMillis(50);

    assertThat(first).hasSize(1_000);
    assertThat(late()).hasSize(500).doesNotContainAnyElementsOf(first);
  }

  private void enter(String id) {
    room.enter(request(id).state(), 0, 0, null, T0);
  }

  private void outlook(Backlog elsewhere, Instant... slots) {
    room.outlook("default", new Outlook(List.of(slots), elsewhere));
  }

  /** Who, why and when as a time from the beginning. */
  private List<String> late() {
    return room.late(() -> now).stream().map(LateTest::text).toList();
  }

  private static String text(ApplicationQueue.Late late) {
    DeferralReason reason = late.reason();
    Instant eta = late.eta();
    Duration wait = eta == null ? null : Duration.between(T0, eta);
    return late.waiting().requestId + ' ' + reason + ' ' + wait;
  }
}
