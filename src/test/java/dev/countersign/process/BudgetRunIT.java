package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * CONTRACT §6.6 with the platform's own limiter, and workers that share nothing but Kafka: one of
 * them has nearly all of the work, and the fleet still creates as much as the platform allows. What
 * is measured is what the platform saw.
 *
 * <p>{@code -Dbudget.run=skewed,killed} carries out those plans of {@link BudgetPlan} at the same
 * time, {@code -Dbudget.run=all} all of them, which takes about 25 minutes and says a line of
 * figures for each application. What the workers printed is in {@code target/budget}.
 */
@Execution(ExecutionMode.CONCURRENT)
class BudgetRunIT {
  @Test
  void theFleetCreatesEverythingOnceWithinTheLimits() throws Exception {
    List<BudgetRun> runs = new ArrayList<>();
    try {
      // One after the other, and before anything is measured: starting takes all that there is.
      for (BudgetPlan plan : BudgetPlan.named(System.getProperty("budget.run"))) {
        runs.add(new BudgetRun(plan, logs(plan)));
      }
      try (ExecutorService stages = Executors.newFixedThreadPool(runs.size())) {
        List<Callable<Void>> plays = runs.stream().map(BudgetRunIT::play).toList();
        for (Future<Void> played : stages.invokeAll(plays)) {
          played.get();
        }
      }
      runs.forEach(BudgetRunIT::check);
    } finally {
      runs.forEach(BudgetRun::close);
    }
  }

  private static Path logs(BudgetPlan plan) throws Exception {
    return Files.createDirectories(JarProcess.jar().resolveSibling("budget").resolve(plan.name()));
  }

  private static Callable<Void> play(BudgetRun run) {
    return () -> {
      try {
        run.play();
      } finally {
        System.out.print(run.table());
      }
      return null;
    };
  }

  /** No figure of time in here: a busy machine is no mistake. */
  private static void check(BudgetRun run) {
    String name = run.plan().name();
    assertThat(run.payloads()).as(name + ": one payload each").doesNotHaveDuplicates();
    assertThat(run.payloads()).as(name + ", " + run.state()).containsAll(run.awaited());
    assertThat(run.failed()).as(name + ": a limit is a pause").isEmpty();
    if (run.plan().isBrief()) {
      BudgetFigures.Use creates = run.figures("default").creates();
      assertThat(creates.refused()).as("who is refused waits").isLessThan(creates.tried() / 4);
    }
  }
}
