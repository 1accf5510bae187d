package dev.countersign.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * How a person signs (CONTRACT §10).
 *
 * @param late sign although it expired unopened or was cancelled
 * @param loseDispatch the wallet's second report never arrives
 * @param dispatchedResult what the node said at first; null is what it does say
 * @param network the wallet's network; null is the one the template wants, else MAINNET
 * @param loseReport the wallet's first report never arrives: signed and submitted, but for the
 *     platform nothing has happened, for ever
 * @param fate what becomes of the transaction on its ledger
 */
public record Signing(
    boolean late,
    boolean loseDispatch,
    @Nullable String dispatchedResult,
    @Nullable String network,
    boolean loseReport,
    SigningFate fate) {
  public static final Signing USUAL =
      new Signing(false, false, null, null, false, SigningFate.USUAL);

  public Signing asLate() {
    return new Signing(true, loseDispatch, dispatchedResult, network, loseReport, fate);
  }

  public Signing losingDispatch() {
    return new Signing(late, true, dispatchedResult, network, loseReport, fate);
  }

  /** What the wallet reports; unless the fate says otherwise, the ledger says the same. */
  public Signing withResult(String result) {
    return new Signing(late, loseDispatch, result, network, loseReport, fate);
  }

  public Signing onNetwork(String newNetwork) {
    return new Signing(late, loseDispatch, dispatchedResult, newNetwork, loseReport, fate);
  }

  public Signing losingReport() {
    return new Signing(late, loseDispatch, dispatchedResult, network, true, fate);
  }

  public Signing with(SigningFate newFate) {
    return new Signing(late, loseDispatch, dispatchedResult, network, loseReport, newFate);
  }

  /** Preliminary and final result are the same unless both are told. */
  String finalResult() {
    if (fate.result() != null) {
      return fate.result();
    }
    return dispatchedResult == null ? SigningFate.SUCCESS : dispatchedResult;
  }
}
