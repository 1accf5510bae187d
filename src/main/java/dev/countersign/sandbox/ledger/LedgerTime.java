package dev.countersign.sandbox.ledger;

import java.time.Instant;

/** The sandbox's clock. */
public interface LedgerTime {
  Instant now();

  /** Runs the work then; what is returned makes it as if it had never been asked for. */
  Runnable at(Instant due, Runnable work);
}
