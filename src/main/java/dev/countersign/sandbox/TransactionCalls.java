package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.sandbox.ledger.LedgerTransaction;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * {@code xrpl-tx/{hash}} (PROTOCOL §9): the transactions that people of this sandbox got into the
 * main network's ledger, with what they moved.
 */
final class TransactionCalls {
  private static final int XRP_DECIMALS = 6;

  private final World world;

  TransactionCalls(World world) {
    this.world = world;
  }

  Answer one(String hash) {
    LedgerTransaction found = world.ledgers.of(Network.MAINNET).find(hash);
    LedgerTransaction.Place place = found == null ? null : found.place();
    if (found == null || place == null) {
      throw PlatformError.notFound();
    }
    ObjectNode transaction = found.json().deepCopy().put("hash", found.hash());
    transaction.set("meta", place.meta());
    transaction.put("validated", true);
    ObjectNode json = Json.object().put("txid", found.hash());
    json.set(
        "balanceChanges",
        changes(
            transaction.path("Account").asText(),
            transaction.path("Fee").asText(),
            place.meta().get("delivered_amount"),
            transaction.path("Destination").asText()));
    json.put("node", Network.MAINNET.node);
    return Answer.json(200, json.set("transaction", transaction));
  }

  private static ObjectNode changes(
      String account, String fee, @Nullable JsonNode paid, String destination) {
    ObjectNode changes = Json.object();
    BigDecimal xrp = xrp(fee).negate();
    if (paid != null && paid.isTextual()) {
      xrp = xrp.subtract(xrp(paid.textValue()));
      change(changes, destination, "", "XRP", xrp(paid.textValue()));
    }
    change(changes, account, "", "XRP", xrp);
    // Balances of multi-purpose tokens are not among the changes.
    if (paid != null && paid.has("issuer")) {
      String issuer = paid.path("issuer").asText();
      String currency = paid.path("currency").asText();
      BigDecimal value = new BigDecimal(paid.path("value").asText());
      change(changes, account, issuer, currency, value.negate());
      change(changes, destination, issuer, currency, value);
    }
    return changes;
  }

  private static BigDecimal xrp(String drops) {
    return new BigDecimal(drops).movePointLeft(XRP_DECIMALS).stripTrailingZeros();
  }

  private static void change(
      ObjectNode changes, String account, String counterparty, String currency, BigDecimal value) {
    changes
        .withArray("/" + account)
        .addObject()
        .put("counterparty", counterparty)
        .put("currency", currency)
        .put("value", value.toPlainString());
  }
}
