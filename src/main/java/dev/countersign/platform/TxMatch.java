package dev.countersign.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.ledger.JsonValues;
import java.util.Map;

/** Whether the platform holds the transaction that was asked for. */
final class TxMatch {
  private TxMatch() {}

  /**
   * Compares a transaction that was asked for with the one that the platform holds, which may have
   * added {@code SignIn} and the fee of an AccountDelete (PROTOCOL §4.1).
   */
  static boolean sameTransaction(JsonNode asked, JsonNode held) {
    String type = asked.path("TransactionType").asText();
    for (Map.Entry<String, JsonNode> field : held.properties()) {
      if (!asked.hasNonNull(field.getKey()) && !field.getValue().isNull()) {
        boolean added =
            switch (field.getKey()) {
              case "SignIn" -> type.equals("SignIn");
              case "Fee" -> type.equals("AccountDelete");
              // By us: countersign.last-ledger-offset.
              case "LastLedgerSequence" -> true;
              default -> false;
            };
        if (!added) {
          return false;
        }
      }
    }
    return JsonValues.holdsAllOf(asked, held);
  }
}
