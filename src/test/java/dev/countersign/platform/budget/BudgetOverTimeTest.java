package dev.countersign.platform.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetOverTimeTest {
  private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
  private Instant now = T0;
  private final ArrayDeque<Report> appended = new ArrayDeque<>();
  private Count granted = Count.NONE;
  private final ApplicationBudget budget =
      new ApplicationBudget(
          "ours",
          "default",
          new ApplicationBudget.Desk() {
            @Override
            public void append(Report report) {
              appended.add(report);
            }

            @Override
            public void granted(Count calls) {
              granted = granted.plus(calls);
            }

            @Override
            public void paused(Instant until) {}
          });

  private void read(Report report) {
    budget.read(report, Duration.ZERO, now);
  }

  private void look(List<Claim> claims) {
    budget.look(claims, Backlog.NONE, now);
  }

  @Test
  void idleAfterALostReportThereIsNothingToLookFor() {
    look(List.of(Claim.of(Rank.READ, 0, 1)));
    read(appended.remove());
    look(List.of());
    while (!appended.isEmpty()) {
      read(appended.remove());
      look(List.of());
    }
    budget.spend(false, now);
    budget.answered(Count.OTHER);
    look(List.of());
    assertThat(appended).hasSize(1); // never read back
    now = T0.plusSeconds(16);
    look(List.of());
    assertThat(budget.next(now)).isAfter(now);
  }

  @Test
  void saturatedWithMoreClaimsThanAreToldTheNextLookIsLater() {
    read(Reports.answered("x", 30, 0, new Told(false, 60, 30), new Told(true, 30, 0)));
    List<Claim> claims = new ArrayList<>();
    for (int i = 0; i < Demand.MOST; i++) {
      claims.add(new Claim(Rank.CREATE_NORMAL, i, Long.MAX_VALUE, 0, 1));
    }
    claims.add(Claim.of(Rank.RECONCILE, 0, 1));
    look(claims);
    read(appended.remove());
    now = now.plusMillis(300);
    look(claims);
    while (!appended.isEmpty()) {
      read(appended.remove());
      look(claims);
    }
    assertThat(budget.next(now)).isAfter(now);
  }

  /** Returns other calls granted in five minutes. */
  private int others(int callLimit, List<Claim> claims) {
    read(Reports.answered("x", 0, 0, new Told(false, callLimit, callLimit)));
    int spentCreates = 0;
    int before = 0;
    for (int i = 0; i < 6 * 600; i++) {
      if (i == 600) {
        before = granted.others();
      }
      now = now.plusMillis(100);
      look(claims);
      while (!appended.isEmpty()) {
        read(appended.remove());
        while (budget.unspent() > 0) {
          budget.spend(true, now);
          budget.answered(Count.CREATE);
          spentCreates++;
        }
        while (budget.permits(now) > 0) {
          budget.spend(false, now);
          budget.answered(Count.OTHER);
        }
        look(claims);
      }
    }
    System.out.println("creates " + spentCreates + " others " + granted.others());
    return granted.others() - before;
  }

  @Test
  void readsThatWaitGetHalfAsRoomSays() {
    int others = others(30, List.of(Claim.of(Rank.CREATE_LOW, 0, 64), Claim.of(Rank.READ, 0, 20)));
    assertThat(others).isGreaterThan(5 * 10);
  }

  @Test
  void aRaisedLimitOfCreatesIsLearnedAlsoWhereCallsAreScarcer() {
    Ledger ledger = new Ledger();
    ledger.hear(Reports.answered("x", 0, 1, new Told(false, 60, 59)), T0);
    ledger.hear(Reports.answered("x", 1, 0, new Told(true, 30, 29)), T0);
    assertThat(ledger.figures(T0).createLimit()).isEqualTo(30);
    // Creates are raised to 60, the same as calls; after an hour a create answers of calls.
    Instant later = T0.plusSeconds(3600);
    ledger.hear(Reports.answered("x", 20, 1, new Told(false, 60, 39)), later);
    ledger.hear(Reports.answered("x", 20, 0, new Told(true, 60, 19)), later);
    assertThat(ledger.figures(later).createLimit()).isGreaterThanOrEqualTo(40);
    assertThat(ledger.figures(later).createsLeft().getAsInt()).isGreaterThan(0);
  }

  @Test
  void otherCallsTooAreGrantedForAWhileOnly() {
    look(List.of(Claim.of(Rank.READ, 0, 3)));
    read(appended.remove());
    assertThat(budget.permits(now)).isPositive();
    now = now.plusSeconds(300);
    look(List.of(Claim.of(Rank.READ, 0, 1)));
    assertThat(budget.figures(now).others()).isZero(); // the fleet has let go of it
    assertThat(budget.permits(now)).isZero();
  }

  @Test
  void whoseClaimWasWithdrawnIsNotPassedOverLater() {
    Neighbours all = new Neighbours();
    all.hear(Reports.claiming("n", Reports.CREATE), T0);
    all.due(all.claims(T0).getFirst().of(), T0);
    all.hear(Reports.claiming("n"), T0.plusMillis(100));
    all.hear(Reports.claiming("n", Claim.of(Rank.CREATE_HIGH, 0, 1)), T0.plusSeconds(3));
    assertThat(all.claims(T0.plusSeconds(3))).hasSize(1);
  }
}
