package dev.countersign.platform.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CONTRACT §6: one worker's part in the budget")
class ApplicationBudgetTest {
  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
  private static final int LIMIT = 32;

  private final Place ours = new Place("ours");
  private final Place other = new Place("other");
  private Instant now = T0;

  /** A worker; what it appends is read when the test says so. */
  private final class Place implements ApplicationBudget.Desk {
    final ApplicationBudget budget;
    final ArrayDeque<Report> appended = new ArrayDeque<>();
    final List<Instant> pauses = new ArrayList<>();
    Count granted = Count.NONE;

    Place(String worker) {
      budget = new ApplicationBudget(worker, "default", this);
    }

    void want(Claim... claims) {
      budget.look(List.of(claims), Backlog.NONE, now);
    }

    @Override
    public void append(Report report) {
      appended.add(report);
    }

    @Override
    public void granted(Count calls) {
      granted = granted.plus(calls);
    }

    @Override
    public void paused(Instant until) {
      pauses.add(until);
    }
  }

  @BeforeEach
  void tellTheLimit() {
    everybodyReads(
        Reports.answered("earlier", 0, 0, new Told(false, 100, 100), new Told(true, LIMIT, LIMIT)));
  }

  // --- taking

  @Test
  void whatIsWantedIsTakenByAReportAndGrantedWhenThatIsRead() {
    ours.want(creates(1));
    assertThat(ours.granted).isEqualTo(Count.NONE);

    Report report = ours.appended.remove();
    everybodyReads(report);

    assertThat(report.taken()).isEqualTo(Count.CREATE);
    assertThat(ours.granted).isEqualTo(Count.CREATE);
    assertThat(ours.budget.unspent()).isEqualTo(1);
    assertThat(other.granted).isEqualTo(Count.NONE);
  }

  @Test
  void atMostOneReportIsOnItsWay() {
    ours.want(creates(1));
    ours.want(creates(2));

    assertThat(ours.appended).hasSize(1);
  }

  @Test
  void ofTwoThatTakeTheLastItIsTheFirstsInTheLog() {
    usedUpTo(1);
    ours.want(creates(1));
    other.want(creates(1));

    everybodyReads(other.appended.remove());
    everybodyReads(ours.appended.remove());

    assertThat(other.granted).isEqualTo(Count.CREATE);
    assertThat(ours.granted).isEqualTo(Count.NONE);
    ours.want(creates(1));
    assertThat(ours.appended.remove().unused()).isEqualTo(Count.CREATE);
  }

  @Test
  void nothingIsTakenWhereNothingIsLeft() {
    usedUpTo(0);

    ours.want(creates(1));

    assertThat(ours.appended.remove().taken()).isEqualTo(Count.NONE);
  }

  @Test
  void whoWaitsTellsSoEveryTwoSeconds() {
    usedUpTo(0);
    ours.want(creates(1));
    everybodyReads(ours.appended.remove());
    ours.want(creates(1));
    assertThat(ours.budget.next(now)).isEqualTo(T0.plusSeconds(2));
    now = T0.plusSeconds(2);

    ours.want(creates(1));

    assertThat(ours.appended.remove().claims()).containsExactly(creates(1));
  }

  @Test
  void whoNeedsNothingTellsNothing() {
    ours.want();

    assertThat(ours.appended).isEmpty();
    assertThat(ours.budget.next(now)).isEqualTo(Instant.MAX);
  }

  @Test
  void whatWasAnsweredAMinuteAgoIsFreeAgain() {
    usedUpTo(0);

    now = T0.plusSeconds(60);
    ours.want(creates(1));

    assertThat(ours.appended.remove().taken()).isEqualTo(Count.CREATE);
  }

  @Test
  void whenNothingIsKnownOneCallFindsOut() {
    Place fresh = new Place("fresh");

    fresh.want(creates(5));

    assertThat(fresh.appended.remove().taken()).isEqualTo(Count.CREATE);
  }

  @Test
  void whatIsMoreUrgentIsTakenFirst() {
    usedUpTo(1);

    ours.want(Claim.of(Rank.CREATE_LOW, 0, 1), Claim.of(Rank.CREATE_HIGH, 5, 1));

    Report report = ours.appended.remove();
    assertThat(report.taken()).isEqualTo(Count.CREATE);
    assertThat(report.claims()).containsExactly(Claim.of(Rank.CREATE_LOW, 0, 1));
  }

  // --- what is not used

  @Test
  void aGrantThatIsNotUsedInTenSecondsIsOverAndGivenBack() {
    grant(1);
    now = T0.plusSeconds(10);

    assertThat(ours.budget.spend(true, now)).isFalse();

    ours.want();
    assertThat(ours.appended.remove().unused()).isEqualTo(Count.CREATE);
  }

  @Test
  void aGrantIsGoodUntilThen() {
    grant(1);
    now = T0.plusMillis(9_999);

    assertThat(ours.budget.spend(true, now)).isTrue();
    assertThat(ours.budget.spend(true, now)).isFalse();
  }

  @Test
  void itAsksToLookAgainWhenAGrantIsOver() {
    grant(1);

    assertThat(ours.budget.next(now)).isEqualTo(T0.plusSeconds(10));
  }

  @Test
  void whatIsGivenBackAnotherWorkerTakes() {
    usedUpTo(1);
    grant(1);
    other.want(creates(1));
    everybodyReads(other.appended.remove());
    assertThat(other.granted).isEqualTo(Count.NONE);

    ours.budget.giveBack(1);
    ours.want();
    everybodyReads(ours.appended.remove());
    other.want(creates(1));
    everybodyReads(other.appended.remove());

    assertThat(other.granted).isEqualTo(Count.CREATE);
  }

  @Test
  void ofOtherCallsOnlyWhatIsNeededIsKept() {
    ours.want(Claim.of(Rank.READ, 0, 3));
    everybodyReads(ours.appended.remove());
    assertThat(ours.budget.permits(now)).isEqualTo(3);

    ours.budget.keep(1);

    assertThat(ours.budget.permits(now)).isEqualTo(1);
    ours.want();
    assertThat(ours.appended.remove().unused()).isEqualTo(new Count(0, 2));
  }

  // --- lost and late

  @Test
  void aReportThatIsNotReadBackIsGivenUpAfterFifteenSeconds() {
    ours.want(creates(1));
    ours.appended.remove();
    assertThat(ours.budget.next(now)).isEqualTo(T0.plusSeconds(15));
    now = T0.plusMillis(14_999);
    ours.want(creates(1));
    assertThat(ours.appended).isEmpty();

    now = T0.plusSeconds(15);
    ours.want(creates(1));

    Report again = ours.appended.remove();
    assertThat(again.taken()).isEqualTo(Count.CREATE);
    everybodyReads(again);
    assertThat(ours.granted).isEqualTo(Count.CREATE);
  }

  @Test
  void whatALateReportTookIsGivenBack() {
    ours.want(creates(1));
    Report late = ours.appended.remove();
    now = T0.plusSeconds(15);
    ours.want(creates(1));
    Report second = ours.appended.remove();

    everybodyReads(late);
    assertThat(ours.granted).isEqualTo(Count.NONE);
    everybodyReads(second);

    assertThat(ours.granted).isEqualTo(Count.CREATE);
    ours.want();
    assertThat(ours.appended.remove().unused()).isEqualTo(Count.CREATE);
  }

  @Test
  void aReportThatIsReadBackTooLateGrantsNothingAlsoIfNobodyHasLookedSince() {
    ours.want(creates(1));
    now = T0.plusSeconds(15);

    everybodyReads(ours.appended.remove());

    assertThat(ours.granted).isEqualTo(Count.NONE);
    ours.want(creates(1));
    Report next = ours.appended.remove();
    assertThat(next.unused()).isEqualTo(Count.CREATE);
    assertThat(next.taken()).isEqualTo(Count.CREATE);
  }

  // --- pauses

  @Test
  void aRefusalPausesEverybody() {
    grant(1);
    ours.budget.spend(true, now);

    ours.budget.refused(Count.CREATE, Duration.ofSeconds(20), now);
    ours.want(creates(1));
    everybodyReads(ours.appended.remove());

    assertThat(ours.pauses).containsExactly(T0.plusSeconds(20));
    assertThat(other.pauses).containsExactly(T0.plusSeconds(20));
    other.want(creates(1));
    assertThat(other.appended.remove().taken()).isEqualTo(Count.NONE);
    now = T0.plusSeconds(20);
    everybodyReads(Reports.claiming("earlier"));
    ours.want(creates(1));
    assertThat(ours.appended.remove().taken()).isEqualTo(Count.CREATE);
  }

  @Test
  void anOldPauseIsNoNews() {
    ours.budget.read(
        Reports.refused("earlier", 1, 0, Duration.ofSeconds(20)), Duration.ofSeconds(21), now);

    assertThat(ours.pauses).isEmpty();
  }

  // --- neighbours

  @Test
  void whatAnotherWorkerHasABetterClaimToIsLeftToItForASecond() {
    usedUpTo(1);
    everybodyReads(Reports.claiming("better", Claim.of(Rank.CREATE_HIGH, 0, 1)));
    ours.want(creates(1));
    Report patient = ours.appended.remove();
    assertThat(patient.taken()).isEqualTo(Count.NONE);
    everybodyReads(patient);
    ours.want(creates(1));
    assertThat(ours.budget.next(now)).isEqualTo(T0.plusSeconds(1));

    now = T0.plusSeconds(1);
    ours.want(creates(1));

    assertThat(ours.appended.remove().taken()).isEqualTo(Count.CREATE);
  }

  @Test
  void aWorseClaimOfAnotherWorkerKeepsNobodyBack() {
    usedUpTo(1);
    everybodyReads(Reports.claiming("worse", Claim.of(Rank.CREATE_LOW, 0, 1)));

    ours.want(creates(1));

    assertThat(ours.appended.remove().taken()).isEqualTo(Count.CREATE);
  }

  private static Claim creates(int count) {
    return Claim.of(Rank.CREATE_NORMAL, 1, count);
  }

  /** Of the minute so many are left, the others were answered just now. */
  private void usedUpTo(int left) {
    everybodyReads(Reports.answered("earlier", LIMIT - left, 0, new Told(true, LIMIT, left)));
  }

  private void grant(int count) {
    ours.want(creates(count));
    everybodyReads(ours.appended.remove());
    assertThat(ours.granted).isEqualTo(new Count(count, 0));
  }

  private void everybodyReads(Report report) {
    ours.budget.read(report, Duration.ZERO, now);
    other.budget.read(report, Duration.ZERO, now);
  }
}
