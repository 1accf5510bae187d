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
      case "tefBAD_AUTH_MASTER" -> "Auth for unclaimed account needs correct master key.";
      case "tefBAD_SIGNATURE" -> "A signature is provided for a non-signer.";
      case "temBAD_FEE" -> "Invalid fee, negative or not XRP.";
      case "telREQUIRES_NETWORK_ID" ->
          "Transactions submitted to this network must include a correct NetworkID field.";
      case "telWRONG_NETWORK" ->
          "Transaction specifies a Network ID that differs from that of the local node.";
      case "telNETWORK_ID_MAKES_TX_NON_CANONICAL" ->
          "Transactions submitted to this network must NOT include a NetworkID field.";
      case "tefALREADY" -> "The exact transaction was already in this ledger.";
      default -> result;
    };
  }
}
