package dev.countersign.sandbox.ledger;

/** What the engine says about its results, as far as anybody reads it. */
final class EngineMessages {
  private EngineMessages() {}

  static String of(String result) {
    return switch (result) {
      case "tesSUCCESS" -> "The transaction was applied. Only final in a validated ledger.";
      case "tecPATH_DRY" -> "Path could not send partial amount.";
      case "tecPATH_PARTIAL" -> "Path could not send full amount.";
      case "tecUNFUNDED_PAYMENT" -> "Insufficient XRP balance to send.";
      case "tecNO_DST_INSUF_XRP" -> "Destination does not exist. Too little XRP sent to create it.";
      case "tecDST_TAG_NEEDED" -> "A destination tag is required.";
      case "tefPAST_SEQ" -> "This sequence number has already passed.";
      case "tefMAX_LEDGER" -> "Ledger sequence too high.";
      case "tefALREADY" -> "The exact transaction was already in this ledger.";
      default -> result;
    };
  }
}
