package dev.countersign.testing;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * Tries a check with chance as its only input. {@code -Dfuzz.tries=1000000} tries longer, {@code
 * -Dfuzz.seed=N} tries once, with the seed that a failure named.
 */
public final class Fuzz {
  private Fuzz() {}

  public static void tries(int usual, Consumer<RandomGenerator> check) {
    Long one = Long.getLong("fuzz.seed");
    long first = one == null ? System.nanoTime() : one;
    long count = one == null ? Long.getLong("fuzz.tries", usual) : 1;
    for (long seed = first; seed < first + count; seed++) {
      try {
        check.accept(new SplittableRandom(seed));
      } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError e) {
        throw new AssertionError("found with -Dfuzz.seed=" + seed, e);
      }
    }
  }
}
