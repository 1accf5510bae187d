package dev.countersign.testing;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Tries a check with chance as its only input: with the same seeds in every build, with others and
 * longer by {@code -Dfuzz.tries=1000000}, and once, with the seed that a failure named, by {@code
 * -Dfuzz.seed=N}.
 */
public final class Fuzz {
  private Fuzz() {}

  public static void tries(int usual, Consumer<RandomGenerator> check) {
    Long one = Long.getLong("fuzz.seed");
    Long tries = Long.getLong("fuzz.tries");
    long first = one != null ? one : tries != null ? System.nanoTime() : 1;
    long count = one != null ? 1 : tries != null ? tries : usual;
    for (long seed = first; seed < first + count; seed++) {
      try {
        check.accept(new SplittableRandom(seed));
      } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError("found with -Dfuzz.seed=" + seed, e);
      }
    }
  }
}
