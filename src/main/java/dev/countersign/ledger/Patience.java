package dev.countersign.ledger;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How hard nodes are used.
 *
 * @param answer a whole answer takes no longer
 * @param perSecond questions to one node
 * @param queue a question that would wait longer for its turn is not asked
 * @param firstPause after a failure; doubled with each further one
 * @param longestPause of those
 * @param strangerPause for a node of another network
 * @param fresh so long a node's word on its newest ledger is good
 */
record Patience(
    Duration answer,
    int perSecond,
    Duration queue,
    Duration firstPause,
    Duration longestPause,
    Duration strangerPause,
    Duration fresh) {

  /**
   * Public nodes drop a client at about 15 questions a second for long, and warn from 8. A ledger
   * takes three to five seconds.
   */
  static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(10),
          5,
          Duration.ofSeconds(20),
          Duration.ofSeconds(1),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofSeconds(3));

  /** Half of it and something of the other half by chance, so that workers come apart. */
  Duration pause(int failures, RandomGenerator random) {
    long full =
        Math.min(longestPause.toMillis(), firstPause.toMillis() << Math.min(failures - 1, 20));
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }
}
