package dev.countersign.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * How a person signs (CONTRACT §10).
 *
 * @param late sign although it expired unopened or was cancelled
 * @param loseDispatch the wallet's second report never arrives
 * @param dispatchedResult what the node said, {@code tesSUCCESS} unless told otherwise
 * @param network the wallet's network; null is the forced one, else MAINNET
 */
public record Signing(
    boolean late, boolean loseDispatch, String dispatchedResult, @Nullable String network) {
  public static final Signing USUAL = new Signing(false, false, "tesSUCCESS", null);

  public Signing asLate() {
    return new Signing(true, loseDispatch, dispatchedResult, network);
  }

  public Signing losingDispatch() {
    return new Signing(late, true, dispatchedResult, network);
  }

  public Signing withResult(String result) {
    return new Signing(late, loseDispatch, result, network);
  }

  public Signing onNetwork(String newNetwork) {
    return new Signing(late, loseDispatch, dispatchedResult, newNetwork);
  }
}
