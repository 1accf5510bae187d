package dev.countersign.ledger;

import dev.countersign.request.Amount;

/** What a transaction brought to its destination, which its Amount does not say. */
public sealed interface Delivered {

  record Of(Amount amount) implements Delivered {}

  /**
   * It succeeded and something may have been delivered, but nobody says how much: the node calls it
   * unavailable, leaves it out, or counts it in what {@link Amount} does not know.
   */
  record Unavailable() implements Delivered {}

  /** It is of a kind that delivers nothing, or claimed its fee only. */
  record Nothing() implements Delivered {}
}
