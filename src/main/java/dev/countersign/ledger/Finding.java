package dev.countersign.ledger;

/**
 * What one node made of a question.
 *
 * @param enough no other node needs to be asked
 */
record Finding(Fate fate, boolean enough) {

  static Finding of(Fate fate) {
    return new Finding(fate, true);
  }

  static Finding unknown(String reason) {
    return new Finding(new Fate.Unknown(reason), false);
  }
}
