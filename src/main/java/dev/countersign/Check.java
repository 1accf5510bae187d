package dev.countersign;

/** One thing that a worker needs. */
@FunctionalInterface
interface Check {
  /** Looks, changes nothing, and says what it found and what to do about it. */
  void look(Findings findings) throws InterruptedException;
}
