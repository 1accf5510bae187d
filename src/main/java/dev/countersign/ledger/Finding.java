package dev.countersign.ledger;

/**
 * What one node made of a question.
 *
 * @param enough no other node needs to be asked
 */
record Finding(Fate fate, boolean enough) {

  /** Another node may know how much was delivered where this one does not. */
  static Finding of(Fate fate) {
    boolean uncounted =
        fate instanceof Fate.Validated validated
            && validated.delivered() instanceof Delivered.Unavailable;
    return new Finding(fate, !uncounted);
  }

  static Finding unknown(String reason) {
    return new Finding(new Fate.Unknown(reason), false);
  }
}
