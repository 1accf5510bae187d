package dev.countersign.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countersign.process.Lives.Life;
import dev.countersign.sandbox.PayloadSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The worker is killed with SIGKILL between any two log lines of the demo; started again, it still
 * ends with the same events. {@code -Dkill.all=true} kills after every line, or those from {@code
 * kill.from} to {@code kill.to}; {@code -Dkill.seed=N} chooses another sample.
 */
class KillAnywhereIT {
  private static final int SAMPLE = 10;
  private static final int AT_ONCE = 4;
  private static final boolean ALL = Boolean.getBoolean("kill.all");
  private static final int FROM = Integer.getInteger("kill.from", 1);
  private static final int TO = Integer.getInteger("kill.to", Integer.MAX_VALUE);
  private static final long SEED = Long.getLong("kill.seed", 20_260_701);

  @Test
  void killedAfterAnyLogLineAndStartedAgainTheStoryEndsWithTheSameEvents() {
    int lines = undisturbed();
    Random random = new Random(SEED);
    List<List<Life>> plays = new ArrayList<>();
    IntStream points =
        ALL
            ? IntStream.rangeClosed(FROM, Math.min(TO, lines))
            : random.ints(1, lines + 1).distinct().limit(SAMPLE).sorted();
    points.forEach(line -> plays.add(List.of(Life.killedAt("w", line), Life.inPeace("w"))));
    playAll(plays);
  }

  @Test
  void killedAnyTimeBetweenTwoLinesAndTwiceItIsStillTheSame() {
    int lines = undisturbed();
    Random random = new Random(SEED);
    List<List<Life>> plays = new ArrayList<>();
    for (int i = 0; i < (ALL ? 40 : 3); i++) {
      Life first = new Life("w", random.nextInt(1, lines + 1), random.nextInt(40));
      Life second = new Life("w", random.nextInt(1, lines + 1), random.nextInt(40));
      plays.add(List.of(first, second, Life.inPeace("w")));
    }
    playAll(plays);
  }

  @Test
  void aWorkerWithAnotherIdTakesOverFromAKilledOne() {
    int lines = undisturbed();
    Random random = new Random(SEED);
    List<List<Life>> plays = new ArrayList<>();
    for (int i = 0; i < (ALL ? 20 : 3); i++) {
      plays.add(
          List.of(
              new Life("first", random.nextInt(1, lines + 1), random.nextInt(10)),
              Life.inPeace("second")));
    }
    playAll(plays);
  }

  /** How many log lines the story takes when nobody is killed. */
  private static int undisturbed() {
    return Undisturbed.LINES;
  }

  private static final class Undisturbed {
    static final int LINES = play(List.of(Life.inPeace("w"))).lines();
  }

  /**
   * A story that ended as it should.
   *
   * @param lines log lines of the last worker
   * @param deaths how many of the workers were really killed: no two runs say the same lines
   */
  private record Played(int lines, int deaths) {}

  private static void playAll(List<List<Life>> plays) {
    int deaths = 0;
    try (ExecutorService stages = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Callable<Played>> tasks = new ArrayList<>();
      plays.forEach(lives -> tasks.add(() -> played(lives)));
      List<String> failures = new ArrayList<>();
      List<Future<Played>> results = stages.invokeAll(tasks);
      for (int i = 0; i < plays.size(); i++) {
        try {
          deaths += results.get(i).get().deaths();
        } catch (ExecutionException e) {
          failures.add(plays.get(i) + ": " + e.getCause());
        }
      }
      int planned = plays.stream().mapToInt(lives -> lives.size() - 1).sum();
      System.out.printf(
          "kill points (seed %d) %s: %d of %d stories as undisturbed, %d of %d deaths happened%n",
          SEED, plays, plays.size() - failures.size(), plays.size(), deaths, planned);
      assertThat(failures).isEmpty();
      assertThat(deaths).as("deaths").isPositive();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Long runs are followed line by line. */
  private static Played played(List<Life> lives) {
    Played played = play(lives);
    if (ALL) {
      System.out.println("as undisturbed, " + played.deaths() + " killed: " + lives);
    }
    return played;
  }

  private static Played play(List<Life> lives) {
    try (Deployment deployment = Deployment.create("kill");
        Service service = new Service(deployment.config());
        Lives worker = new Lives(deployment, lives)) {
      try {
        new DemoStory(service, deployment.sandbox()).play();
        assertThat(worker.retire()).as("exit status").isZero();
        assertThat(service.historyToTheEnd()).isEqualTo(DemoStory.EVENTS);
        assertThat(deployment.sandbox().payloads())
            .extracting(PayloadSnapshot::identifier)
            .containsExactlyInAnyOrder("ada-1", "ada-2", "bob-1", "carol-1");
        assertThat(service.rememberedUsers()).containsExactly("default/ada");
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(e + "\n" + worker.current().printed(), e);
      }
      if (Boolean.getBoolean("kill.print")) {
        System.out.println(lives + "\n" + worker.current().printed());
      }
      return new Played(worker.current().err().size(), worker.killed());
    }
  }
}
