package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * {@code xrpl-tx/{hash}} (PROTOCOL §9): the transactions that people of this sandbox got into the
 * main network's ledger, with what they moved.
 */
final class TransactionCalls {
  private static final String USUAL_FEE = "12";
  private static final int XRP_DECIMALS = 6;

  private final World world;

  TransactionCalls(World world) {
    this.world = world;
  }

  Answer one(String hash) {
    for (Payload payload : world.payloads.all()) {
      if (payload.resolution instanceof Resolution.Signed signed
          && signed.signature().txid().equals(hash)
          && onLedger(signed)) {
        return Answer.json(200, json(hash, payload, signed));
      }
    }
    throw PlatformError.notFound();
  }

  private static boolean onLedger(Resolution.Signed signed) {
    String result = signed.dispatched();
    return signed.network() == Network.MAINNET
        && result != null
        && (result.startsWith("tes") || result.startsWith("tec"));
  }

  private static ObjectNode json(String hash, Payload payload, Resolution.Signed signed) {
    ObjectNode transaction = payload.request.template().requestJson().deepCopy();
    String account = signed.by().identity.account();
    transaction.put("Account", account);
    if (!transaction.path("Fee").isTextual()) {
      transaction.put("Fee", USUAL_FEE);
    }
    String result = signed.dispatched();
    boolean paid =
        "tesSUCCESS".equals(result)
            && transaction.path("TransactionType").asText().equals("Payment");
    JsonNode amount = transaction.path("Amount");
    ObjectNode meta = Json.object().put("TransactionIndex", 0).put("TransactionResult", result);
    if (paid) {
      meta.set("delivered_amount", amount);
    }
    transaction.set("meta", meta);
    transaction.put("validated", true);
    ObjectNode json = Json.object().put("txid", hash);
    json.set(
        "balanceChanges",
        changes(
            account,
            transaction.path("Fee").asText(),
            paid ? amount : null,
            payload.request.template().destination()));
    json.put("node", signed.network().node);
    return json.set("transaction", transaction);
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
    if (paid != null && paid.isObject()) {
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
