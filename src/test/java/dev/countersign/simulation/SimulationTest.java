package dev.countersign.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Histories with seeds from {@code -Dsimulation.first} on, {@code -Dsimulation.histories} of them,
 * or as many as there is time for in {@code -Dsimulation.minutes}. One history is looked at with
 * {@code -Dsimulation.seed}; its steps are then printed.
 */
@Tag("simulation")
class SimulationTest {
  private static final long HISTORIES = Long.getLong("simulation.histories", 1_500);
  private static final long MINUTES = Long.getLong("simulation.minutes", 0);
  private static final long FIRST = Long.getLong("simulation.first", 1);
  private static final long SEED = Long.getLong("simulation.seed", 0);

  @Test
  void everyPromiseIsKeptInEveryHistory() throws IOException {
    if (SEED != 0) {
      History history = new History(SEED, new Assembly(), Set.of(), true);
      List<Findings.Finding> broken = history.run();
      System.out.println(history.journal.text());
      assertThat(broken).isEmpty();
      return;
    }
    long begun = System.nanoTime();
    long end = begun + Duration.ofMinutes(MINUTES).toNanos();
    long first = FIRST;
    do {
      OptionalLong broken =
          LongStream.range(first, first + HISTORIES)
              .parallel()
              .filter(seed -> !new History(seed, new Assembly()).run().isEmpty())
              .findAny();
      if (broken.isPresent()) {
        show(broken.getAsLong());
      }
      first += HISTORIES;
    } while (System.nanoTime() < end);
    System.out.printf(
        "simulation: %d histories from seed %d, %.0f a minute%n",
        first - FIRST, FIRST, (first - FIRST) * 60e9 / (System.nanoTime() - begun));
  }

  /** Again with as few steps as break a promise, every one of them written down. */
  private static void show(long seed) throws IOException {
    History whole = new History(seed, new Assembly());
    whole.run();
    Set<String> leftOut = new Shrinking(seed, new Assembly()).run();
    History shrunk = new History(seed, new Assembly(), leftOut, true);
    String broken = shrunk.run().stream().map(Object::toString).collect(Collectors.joining("\n"));
    Path log = Path.of("target", "simulation-" + seed + ".log");
    Files.writeString(log, shrunk.journal.text());
    fail(
        """
        %s
        seed %d, shrunk from %d to %d steps: %s
        all of it in %s; unshrunk again with: mvn test -Dtest=SimulationTest -Dsimulation.seed=%d"""
            .formatted(
                broken,
                seed,
                whole.steps.taken().size(),
                shrunk.steps.taken().size(),
                shrunk.steps.taken(),
                log,
                seed));
  }
}
