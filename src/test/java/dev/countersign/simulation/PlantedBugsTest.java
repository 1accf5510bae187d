package dev.countersign.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.countersign.promises.Rule;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The simulation can fail: each known mistake is found within {@value #HISTORIES} histories, by a
 * rule that is there for it.
 */
@Tag("simulation")
class PlantedBugsTest {
  /** The rarest is found once in some hundreds. */
  private static final int HISTORIES = 2_000;

  @ParameterizedTest
  @EnumSource
  void aKnownMistakeIsFound(KnownMistake mistake) {
    Set<Rule> others = EnumSet.noneOf(Rule.class);
    for (long seed = 1; seed <= HISTORIES; seed++) {
      Set<Rule> found = EnumSet.noneOf(Rule.class);
      new History(seed, mistake.assembly).run().forEach(finding -> found.add(finding.rule()));
      assertThat(found).as("%s, seed %d", mistake, seed).doesNotContain(Rule.NO_EXCEPTION);
      if (!Collections.disjoint(found, mistake.rules)) {
        System.out.printf("%s: found after %d histories by %s%n", mistake, seed, found);
        return;
      }
      others.addAll(found);
    }
    fail(
        "%s is not found by %s in %d histories, only by %s",
        mistake, mistake.rules, HISTORIES, others);
  }
}
