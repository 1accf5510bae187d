package dev.countersign.platform.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the product does. */
final class SharedLog implements Mechanism, Trial.Hearing, ApplicationBudget.Desk {
  private final String name;
  private final boolean deaf;
  private final ApplicationBudget budget;
  private final Trial trial;
  private int granted;

  SharedLog(int worker, Trial trial) {
    this(worker, trial, false);
  }

  /**
   * @param deaf hears only itself
   */
  SharedLog(int worker, Trial trial, boolean deaf) {
    this.name = "w" + worker;
    this.deaf = deaf;
    this.trial = trial;
    this.budget = new ApplicationBudget(name, "default", this);
  }

  @Override
  public void hear(Report report, Instant now) {
    if (!deaf || report.worker().equals(name)) {
      budget.read(report, Duration.ZERO, now);
    }
  }

  @Override
  public int look(List<Claim> waiting, Instant now) {
    int sent = 0;
    int wanted = waiting.stream().mapToInt(Claim::count).sum();
    for (; granted > 0 && sent < wanted && budget.spend(true, now); granted--) {
      sent++;
    }
    if (granted > 0) {
      budget.giveBack(granted);
      granted = 0;
    }
    List<Claim> left = Claim.without(waiting, sent);
    budget.look(left, new Backlog(0, wanted - sent, 0), now);
    return sent;
  }

  @Override
  public void answered(@Nullable Told told, @Nullable Duration pause, Instant now) {
    if (told != null) {
      budget.told(told);
    }
    if (pause == null) {
      budget.answered(Count.CREATE);
    } else {
      budget.refused(Count.CREATE, pause, now);
    }
  }

  @Override
  public Instant next(Instant now) {
    return budget.next(now);
  }

  @Override
  public void append(Report report) {
    trial.append(report);
  }

  @Override
  public void granted(Count calls) {
    granted += calls.creates();
  }

  @Override
  public void paused(Instant until) {}
}
