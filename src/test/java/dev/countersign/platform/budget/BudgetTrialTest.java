package dev.countersign.platform.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("CONTRACT §6.6: the fleet shares one budget")
class BudgetTrialTest {
  private static final Duration LONGEST = Duration.ofHours(3);
  private static final int FLEET = 3;

  private static final Mechanism.Maker SHARED_LOG =
      (worker, _, trial) -> new SharedLog(worker, trial);

  private static final Map<String, Mechanism.Maker> MECHANISMS = new LinkedHashMap<>();
  private static final Map<String, Function<Trial, Trial.Outcome>> SCENARIOS =
      new LinkedHashMap<>();

  static {
    MECHANISMS.put("equal shares", (_, fleet, _) -> new EqualShares(fleet));
    MECHANISMS.put("answers alone", (_, _, _) -> new AnswersAlone(limit -> limit, true));
    MECHANISMS.put("shares by demand", (worker, _, trial) -> new SharesByDemand(worker, trial));
    MECHANISMS.put("shared log", SHARED_LOG);
    SCENARIOS.put("skewed", trial -> finish(skewed(trial)));
    SCENARIOS.put("even", trial -> finish(even(trial)));
    SCENARIOS.put(
        "limit falls to 10, rises to 60",
        trial -> {
          trial.at(Duration.ofMinutes(5), () -> trial.limit(10));
          trial.at(Duration.ofMinutes(12), () -> trial.limit(60));
          return finish(skewed(trial));
        });
    SCENARIOS.put(
        "worker killed",
        trial -> {
          trial.at(Duration.ofMinutes(5), () -> trial.kill(0, 1));
          return finish(skewed(trial));
        });
    SCENARIOS.put(
        "storm: 1 for two minutes",
        trial -> {
          trial.at(Duration.ofMinutes(5), () -> trial.limit(1));
          trial.at(Duration.ofMinutes(7), () -> trial.limit(30));
          return finish(skewed(trial));
        });
  }

  private static Trial skewed(Trial trial) {
    return ask(trial, 560, 20, 20);
  }

  private static Trial even(Trial trial) {
    return ask(trial, 200, 200, 200);
  }

  private static Trial ask(Trial trial, int... counts) {
    for (int worker = 0; worker < FLEET; worker++) {
      trial.ask(worker, Rank.CREATE_NORMAL, counts[worker]);
    }
    return trial;
  }

  private static Trial.Outcome finish(Trial trial) {
    return trial.run(600, LONGEST);
  }

  static Stream<Arguments> trials() {
    return SCENARIOS.keySet().stream()
        .flatMap(name -> LongStream.rangeClosed(1, 10).mapToObj(seed -> Arguments.of(name, seed)));
  }

  @ParameterizedTest(name = "{0}, seed {1}")
  @MethodSource("trials")
  void nearlyAllOfTheBudgetIsUsedAndNextToNothingRefused(String scenario, long seed) {
    Trial.Outcome outcome = outcome("shared log", scenario, seed);

    assertThat(outcome.created()).isEqualTo(600);
    assertThat(outcome.rate()).isGreaterThanOrEqualTo(0.97);
    assertThat(outcome.refusedShare()).isLessThan(0.01);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void noMoreCallsAreSentInAnyMinuteThanTheLimit(long seed) {
    Trial.Outcome outcome = finish(skewed(new Trial(SHARED_LOG, FLEET, 30, seed)));

    assertThat(outcome.mostInAMinute()).isEqualTo(30);
    assertThat(outcome.refused()).isZero();
  }

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 20);
  }

  @Test
  void whereThePlatformTellsNothingTheLimitIsFoundOut() {
    Trial.Outcome outcome = finish(even(new Trial(SHARED_LOG, FLEET, 30, 1).silent()));

    assertThat(outcome.rate()).isGreaterThanOrEqualTo(0.97);
    assertThat(outcome.refusedShare()).isLessThan(0.02);
  }

  @Test
  void whereItDoesNotEvenTellForHowLongToPauseMostOfTheBudgetIsUsed() {
    Trial silent = new Trial(SHARED_LOG, FLEET, 30, 1).silent().silentOnPauses();
    Trial.Outcome outcome = finish(even(silent));

    assertThat(outcome.rate()).isGreaterThanOrEqualTo(0.9);
    assertThat(outcome.refusedShare()).isLessThan(0.03);
  }

  @Test
  void whatIsUrgentGoesFirstWhereverItWaits() {
    Trial trial = new Trial(SHARED_LOG, FLEET, 30, 1);
    for (int worker = 0; worker < FLEET; worker++) {
      trial.ask(worker, Rank.CREATE_LOW, worker == 0 ? 4_600 : 200);
    }
    trial.at(
        Duration.ofSeconds(90),
        () -> {
          trial.ask(0, Rank.CREATE_HIGH, 90);
          trial.ask(1, Rank.CREATE_HIGH, 5);
          trial.ask(2, Rank.CREATE_HIGH, 5);
        });
    List<Rank> order = trial.run(300, LONGEST).order();

    // 60 LOW have gone by then; not one goes between the 100 that come later.
    assertThat(order.subList(60, 160)).containsOnly(Rank.CREATE_HIGH);
    assertThat(order.subList(160, 300)).containsOnly(Rank.CREATE_LOW);
  }

  @ParameterizedTest
  @MethodSource("others")
  void theOtherMechanismsDoNotDoIt(String mechanism) {
    assertThat(SCENARIOS.keySet())
        .map(scenario -> outcome(mechanism, scenario, 1))
        .anyMatch(outcome -> outcome.rate() < 0.97 || outcome.refusedShare() > 0.01);
  }

  static Stream<String> others() {
    return MECHANISMS.keySet().stream().filter(name -> !name.equals("shared log"));
  }

  @Test
  void aWorkerThatDoesNotHearTheOthersSendsTooMuch() {
    Mechanism.Maker deaf = (worker, _, trial) -> new SharedLog(worker, trial, true);

    assertThat(finish(even(new Trial(deaf, FLEET, 30, 1))).refusedShare()).isGreaterThan(0.01);
  }

  private static Trial.Outcome outcome(String mechanism, String scenario, long seed) {
    Trial trial = new Trial(named(MECHANISMS, mechanism), FLEET, 30, seed);
    Trial.Outcome outcome = named(SCENARIOS, scenario).apply(trial);
    System.out.printf(
        "budget, seed %2d: %-30s %-16s %d creates in %.1f s, %.1f %% of the rate, %.2f %% refused%n",
        seed,
        scenario,
        mechanism,
        outcome.created(),
        outcome.seconds(),
        100 * outcome.rate(),
        100 * outcome.refusedShare());
    return outcome;
  }

  private static <T> T named(Map<String, T> all, String name) {
    return Objects.requireNonNull(all.get(name), name);
  }
}
