package dev.countersign.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Histories with seeds from {@code -Dsimulation.first} on, {@code -Dsimulation.histories} of them.
 * One history is looked at with {@code -Dsimulation.seed}; its steps are then printed.
 */
class SimulationTest {
  private static final int HISTORIES = Integer.getInteger("simulation.histories", 300);
  private static final long FIRST = Long.getLong("simulation.first", 1);
  private static final long SEED = Long.getLong("simulation.seed", 0);

  @Test
  void everyPromiseIsKeptInEveryHistory() throws IOException {
    if (SEED != 0) {
      History history = new History(SEED, new Assembly(), true);
      List<String> broken = history.run();
      System.out.println(history.journal.text());
      assertThat(broken).isEmpty();
      return;
    }
    for (long seed = FIRST; seed < FIRST + HISTORIES; seed++) {
      if (!new History(seed, new Assembly(), false).run().isEmpty()) {
        show(seed);
      }
    }
  }

  /** Again, with every step written down. */
  private static void show(long seed) throws IOException {
    History history = new History(seed, new Assembly(), true);
    List<String> broken = history.run();
    Path log = Path.of("target", "simulation-" + seed + ".log");
    Files.writeString(log, history.journal.text());
    fail(
        "%s%nsteps in %s; again with: mvn test -Dtest=SimulationTest -Dsimulation.seed=%d"
            .formatted(String.join("\n", broken), log, seed));
  }
}
