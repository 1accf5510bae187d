package dev.countersign.promises;

/** What a history is looked at for: a promise of CONTRACT §6, or what it rests on. */
public enum Rule {
  /** No event is read twice (§6.3). */
  EVENT_ONCE,
  /** Sequences count from 0 without a gap (§6.3). */
  NO_GAP,
  /** Only what may follow follows (§4). */
  STORY,
  /** Every request ends (§6.2). */
  END,
  /** Every command is answered (§6.2). */
  ANSWER,
  /** One command, one payload (§6.1). */
  ONE_PAYLOAD,
  /** Nothing is created again before it was read for (§6.1). */
  READ_BEFORE_POST,
  /** What is told is so at the platform (§6.4). */
  TRUTH,
  /** What is so at the platform is told (§6.5). */
  TOLD,
  /** What a person does is told within seconds. */
  IN_TIME,
  /** Nothing is polled that is told (§6.6). */
  READS,
  /** A rate limit makes wait, and nothing else (§6.6). */
  LIMIT,
  /** What is told of a settlement is so in the ledger (§9). */
  SETTLEMENT,
  /** What the ledger shows is told within minutes (§9). */
  SETTLED_IN_TIME,
  /** Nothing is created while what it replaces can still be signed, or fails for no reason (§9). */
  SUCCESSION,
  /** Whoever waits for another request to end hears of that soon (§9). */
  HEIR_IN_TIME,
  /** An ended request is remembered for as long as it should be, and no longer (§6.5). */
  MEMORY_OF_ENDS,
  /** A token is used for its user at its application (§5). */
  TOKEN,
  /** Junk, and nothing else, is a dead letter (§6.7). */
  DEAD_LETTER,
  /** The memory of an owner is what a fresh worker restores (§6.9). */
  RESTORABLE,
  /** No release overwrites what a newer one has written (§6.10). */
  RELEASES,
  /** The fleet works: it owns, restores and ends, and does not spin. */
  AT_WORK,
  /** The code broke. */
  NO_EXCEPTION
}
