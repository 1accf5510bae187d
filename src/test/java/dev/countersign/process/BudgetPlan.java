package dev.countersign.process;

import dev.countersign.sandbox.LimitAnswers;
import dev.countersign.sandbox.LimitAnswers.Headers;
import dev.countersign.sandbox.Limits;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to put the fleet's budget to the test.
 *
 * @param answers what the platform tells of its limits
 * @param kill the worker that holds nearly everything dies when half of the payloads are there
 * @param urgent so many commands of priority HIGH come when the first payloads are there; then the
 *     others are LOW, and the run is over with the last urgent one
 */
record BudgetPlan(
    String name, List<Demand> demands, LimitAnswers answers, boolean kill, int urgent) {
  private static final LimitAnswers ALL = new LimitAnswers(Headers.ALL, false, false);
  private static final int CALLS = 100;

  /**
   * What is asked of one application.
   *
   * @param limits in the order of time; the first counts from the beginning
   */
  record Demand(String alias, int commands, List<Limit> limits) {
    static Demand of(String alias, int commands, Limit... limits) {
      return new Demand(alias, commands, List.of(limits));
    }
  }

  /**
   * A limit on creates.
   *
   * @param after the first attempt
   */
  record Limit(Duration after, int creates) {
    static Limit of(int creates) {
      return at(0, creates);
    }

    static Limit at(int minutes, int creates) {
      return new Limit(Duration.ofMinutes(minutes), creates);
    }

    Limits limits() {
      return new Limits(creates, Math.max(CALLS, 2 * creates));
    }
  }

  /** For every build: little, but over more than one minute. */
  static BudgetPlan brief() {
    return plan("brief", Demand.of("default", 25, Limit.of(20)));
  }

  boolean isBrief() {
    return equals(brief());
  }

  /** For those who have half an hour. */
  static List<BudgetPlan> all() {
    return List.of(
        plan("skewed", Demand.of("default", 600, Limit.of(30))),
        plan("changing", Demand.of("default", 600, Limit.of(30), Limit.at(5, 10), Limit.at(9, 60))),
        new BudgetPlan("killed", List.of(Demand.of("default", 600, Limit.of(30))), ALL, true, 0),
        plan(
            "two-applications",
            Demand.of("default", 400, Limit.of(30)),
            Demand.of("shop", 160, Limit.of(12))),
        new BudgetPlan(
            "overtaking", List.of(Demand.of("default", 5_000, Limit.of(30))), ALL, false, 100),
        new BudgetPlan(
            "unheaded",
            List.of(Demand.of("default", 300, Limit.of(20))),
            new LimitAnswers(Headers.NONE, false, false),
            false,
            0),
        new BudgetPlan(
            "html",
            List.of(Demand.of("default", 300, Limit.of(30), Limit.at(3, 10), Limit.at(6, 30))),
            new LimitAnswers(Headers.WITHOUT_RESET, true, false),
            false,
            0));
  }

  private static BudgetPlan plan(String name, Demand... demands) {
    return new BudgetPlan(name, List.of(demands), ALL, false, 0);
  }

  /**
   * Those that are named, separated by commas.
   *
   * @param names null: the brief one; {@code all}: all the others
   */
  static List<BudgetPlan> named(@Nullable String names) {
    if (names == null) {
      return List.of(brief());
    }
    if (names.equals("all")) {
      return all();
    }
    List<String> wanted = List.of(names.split(","));
    List<String> known = all().stream().map(BudgetPlan::name).toList();
    if (!known.containsAll(wanted)) {
      throw new IllegalArgumentException("budget.run: " + names + "; there are all, " + known);
    }
    return all().stream().filter(plan -> wanted.contains(plan.name())).toList();
  }
}
