package dev.countersign.platform.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** CONTRACT §6: the fleet stays inside the platform's sliding minute, whatever comes when. */
class SharedBudgetTest {
  private static final int WORKERS = 3;
  private static final int STEPS = 600;

  @Property(tries = 1_000)
  void theyNeverCallMoreThanTheLimitTogether(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int limit) {
    Schedule schedule = new Schedule(WORKERS, limit);
    Random random = new Random(seed);

    for (int step = 0; step < STEPS; step++) {
      step(schedule, random, random.nextInt(WORKERS));
    }

    assertThat(schedule.refused()).as("refused of %d", schedule.arrived()).isZero();
  }

  private static void step(Schedule schedule, Random random, int worker) {
    switch (random.nextInt(18)) {
      case 0 -> schedule.ask(worker, random.nextInt(8));
      case 1 -> schedule.look(worker);
      case 2, 3 -> schedule.append(worker);
      case 4, 5 -> schedule.read(worker, 1 + random.nextInt(12));
      case 6, 7 -> schedule.send(worker);
      case 8, 9 -> schedule.turn(worker);
      case 10, 11 -> schedule.arrive();
      case 12, 13 -> schedule.answer();
      case 14, 15 -> schedule.pass(Duration.ofMillis(random.nextInt(1_000)));
      case 16 -> schedule.pass(Duration.ofMillis(random.nextInt(12_000)));
      default -> {
        switch (random.nextInt(6)) {
          case 0, 1 -> schedule.restart(worker);
          case 2, 3 -> schedule.lose(worker);
          default -> schedule.pass(Duration.ofSeconds(random.nextInt(90)));
        }
      }
    }
  }

  @Property(tries = 200)
  void whenNothingIsLostAllIsUsed(
      @ForAll @IntRange(min = 1, max = 12) int limit, @ForAll("asked") List<Integer> asked) {
    Schedule schedule = new Schedule(WORKERS, limit);
    for (int worker = 0; worker < WORKERS; worker++) {
      schedule.ask(worker, asked.get(worker));
    }

    for (int tick = 0; tick < 150; tick++) {
      schedule.turnOfAll();
      schedule.pass(Duration.ofMillis(100));
    }

    int all = asked.stream().mapToInt(Integer::intValue).sum();
    assertThat(schedule.arrived()).isEqualTo(Math.min(all, limit));
    assertThat(schedule.refused()).isZero();
  }

  @Provide
  Arbitrary<List<Integer>> asked() {
    return Arbitraries.integers().between(0, 20).list().ofSize(WORKERS);
  }
}
