package dev.countersign.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * How a person signs (CONTRACT §10).
 *
 * @param late sign although it expired unopened or was cancelled
 * @param loseDispatch the wallet's second report never arrives
 * @param dispatchedResult what the node said, {@code tesSUCCESS} unless told otherwise
 * @param network the wallet's network; null is the forced one, else MAINNET
 * @param loseReport the wallet's first report never arrives: signed and submitted, but for the
 *     platform nothing has happened, for ever
 */
public record Signing(
    boolean late,
    boolean loseDispatch,
    String dispatchedResult,
    @Nullable String network,
    boolean loseReport) {
  public static final Signing USUAL = new Signing(false, false, "tesSUCCESS", null, false);

  public Signing asLate() {
    return new Signing(true, loseDispatch, dispatchedResult, network, loseReport);
  }

  public Signing losingDispatch() {
    return new Signing(late, true, dispatchedResult, network, loseReport);
  }

  public Signing withResult(String result) {
    return new Signing(late, loseDispatch, result, network, loseReport);
  }

  public Signing onNetwork(String newNetwork) {
    return new Signing(late, loseDispatch, dispatchedResult, newNetwork, loseReport);
  }

  public Signing losingReport() {
    return new Signing(late, loseDispatch, dispatchedResult, network, true);
  }
}
