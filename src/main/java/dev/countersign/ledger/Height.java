package dev.countersign.ledger;

/** How far a network is. */
public sealed interface Height {

  /** The newest ledger that a node knows to be validated. */
  record At(long validatedIndex) implements Height {}

  record Unknown(String reason) implements Height {}
}
