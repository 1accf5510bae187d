package dev.countersign.sandbox.ledger;

import dev.countersign.sandbox.codec.TransactionCodec;

/**
 * Which ledger it is.
 *
 * @param name as the platform's {@code rails} have it
 * @param id the network id that transactions name if it is above 1024
 */
public record Chain(String name, int id, TransactionCodec codec) {
  /** Up to here a transaction must not name its network, from there on it has to. */
  private static final int LAST_UNNAMED_ID = 1024;

  /** Of a magnitude that the networks have, and never the same on two of them. */
  int firstIndex() {
    return 90_000_000 + id;
  }

  public boolean namedInTransactions() {
    return id > LAST_UNNAMED_ID;
  }
}
