package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.request.PayloadView;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Xahau gives some numbers of the XRP Ledger to types and fields of its own, and its coin another
 * name: bytes of one ledger can be read as something else of the other.
 */
final class OtherLedgers {
  /** The names that are read where Xahau means URITokenMint and its like. */
  private static final Set<String> TYPES =
      Set.of(
          "XChainAddClaimAttestation",
          "XChainAddAccountCreateAttestation",
          "XChainModifyBridge",
          "XChainCreateBridge",
          "DIDSet");

  private static final String FIELD = "DIDDocument";
  private static final Set<String> COINS = Set.of("XRP", "XAH");

  /** Networks up to here are not named in transactions, and are XRP Ledgers. */
  static final long LAST_UNNAMED = 1024;

  private OtherLedgers() {}

  /** Refuses what could have been read wrongly. */
  static void check(@Nullable ObjectNode asked, ObjectNode signed, PayloadView.Response response)
      throws UnreadableException {
    String type = signed.path(FieldTypes.TRANSACTION_TYPE).asText();
    if (isElsewhere(signed, response)) {
      if (isAmbiguous(signed) || namesCoin(signed) || (asked != null && namesCoin(asked))) {
        throw new UnreadableException(
            "it may mean something else on that ledger than on the XRP Ledger");
      }
    } else if (asked != null && TYPES.contains(type) && !isKnown(asked)) {
      throw new UnreadableException(
          "%s may be read as %s here"
              .formatted(asked.path(FieldTypes.TRANSACTION_TYPE).asText(), type));
    }
  }

  /** Whether a transaction without its response, or a template, could be read wrongly. */
  static boolean isAmbiguous(JsonNode transaction) {
    return TYPES.contains(transaction.path(FieldTypes.TRANSACTION_TYPE).asText())
        || transaction.has(FIELD);
  }

  private static boolean isElsewhere(ObjectNode signed, PayloadView.Response response) {
    return signed.path("NetworkID").asLong(0) > LAST_UNNAMED
        || isXahau(response.environmentNodetype())
        || isXahau(response.dispatchedNodetype());
  }

  private static boolean isXahau(@Nullable String network) {
    return network != null && network.startsWith("XAHAU");
  }

  private static boolean isKnown(ObjectNode asked) {
    String type = asked.path(FieldTypes.TRANSACTION_TYPE).asText();
    return type.equals(AskedTransaction.SIGN_IN) || FieldTypes.isTransactionType(type);
  }

  private static boolean namesCoin(JsonNode node) {
    if (node.isTextual()) {
      return COINS.contains(node.textValue());
    }
    for (JsonNode inner : node) {
      if (namesCoin(inner)) {
        return true;
      }
    }
    return false;
  }
}
