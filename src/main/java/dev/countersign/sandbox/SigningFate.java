package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a signed transaction on its ledger, and what was signed in the first place.
 *
 * @param result the ledger's final word, like {@code tecPATH_DRY}; null is the wallet's report
 * @param deliveredAmount less than Amount makes it a partial payment: drops or a JSON object
 * @param lost it never gets into a ledger, and nobody says so
 * @param instead JSON object of the fields that are signed differently than asked; null drops one
 */
public record SigningFate(
    @Nullable String result,
    @Nullable String deliveredAmount,
    boolean lost,
    @Nullable String instead) {
  static final String SUCCESS = "tesSUCCESS";
  public static final SigningFate USUAL = new SigningFate(null, null, false, null);

  /** In a validated ledger with this result; anything but tes and tec never gets there. */
  public static SigningFate ending(String result) {
    return new SigningFate(result, null, false, null);
  }

  public static SigningFate delivering(String amount) {
    return new SigningFate(null, amount, false, null);
  }

  public static SigningFate losing() {
    return new SigningFate(null, null, true, null);
  }

  public SigningFate signingInstead(String changes) {
    return new SigningFate(result, deliveredAmount, lost, changes);
  }

  /** Empty unless told. */
  ObjectNode changes() {
    if (instead == null) {
      return Json.object();
    }
    if (Json.parse(instead) instanceof ObjectNode changes) {
      return changes;
    }
    throw SandboxRefusal.bad("instead: " + instead + " is no JSON object.");
  }
}
