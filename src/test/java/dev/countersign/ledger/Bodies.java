package dev.countersign.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countersign.request.Amount;

/** Results as servers word them, in the shapes of API versions 1 and 2. */
final class Bodies {
  static final String TXID = "E08D6E9754025BA2534A78707605E0601F03ACE063687A0CA1BDDACFCD1698C7";
  static final String PAYER = "rnJfS9ozTiMXrQPTU53vxAgy9XWo9nGYNh";
  static final String SHOP = "rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY";

  private static final String SIGNED =
      "\"Account\":\""
          + PAYER
          + "\",\"Destination\":\""
          + SHOP
          + "\",\"DestinationTag\":4294967295,\"Fee\":\"12\",\"Flags\":131072,"
          + "\"LastLedgerSequence\":2000,\"Sequence\":58549314,\"SigningPubKey\":\"02AB\","
          + "\"TransactionType\":\"Payment\",\"TxnSignature\":\"3044\"";

  private Bodies() {}

  /** An amount as the ledger writes it. */
  static JsonNode tree(Amount amount) {
    return switch (amount) {
      case Amount.Drops(String digits) -> JsonNodeFactory.instance.textNode(digits);
      case Amount.Issued issued -> requireNonNull(Json.object(issued.text()));
    };
  }

  static String info(long networkId, long validated, String complete) {
    return """
        {"info":{"build_version":"2.6.2","complete_ledgers":"%s","load_factor":1,
        "network_id":%d,"peers":21,"server_state":"full",
        "validated_ledger":{"age":2,"base_fee_xrp":0.00001,"hash":"AB","seq":%d}},
        "status":"success"}"""
        .formatted(complete, networkId, validated);
  }

  static String infoWithoutId(long validated) {
    return info(0, validated, "1-" + validated).replace("\"network_id\":0,", "");
  }

  /** Version 1: signed fields beside the server's own. */
  static String validated(String result, String meta) {
    return """
        {%s,"Amount":"1000000","DeliverMax":"1000000","ctid":"C000064000010000",
        "date":751000000,"hash":"%s","inLedger":1600,"ledger_index":1600,
        "meta":{"AffectedNodes":[],"TransactionIndex":0,"TransactionResult":"%s"%s},
        "status":"success","validated":true}"""
        .formatted(SIGNED, TXID, result, meta);
  }

  static String paid() {
    return validated("tesSUCCESS", ",\"delivered_amount\":\"1000000\"");
  }

  /** Version 2: signed fields apart, and no Amount. */
  static String paidInVersion2() {
    return """
        {"close_time_iso":"2023-10-19T03:06:40Z","ctid":"C000064000010000","hash":"%s",
        "ledger_hash":"CD","ledger_index":1600,
        "meta":{"AffectedNodes":[],"TransactionIndex":0,"TransactionResult":"tesSUCCESS",
        "delivered_amount":"1000000"},"status":"success",
        "tx_json":{%s,"DeliverMax":"1000000","date":751000000,"ledger_index":1600},
        "validated":true}"""
        .formatted(TXID, SIGNED);
  }

  static String waiting() {
    return "{%s,\"Amount\":\"1000000\",\"hash\":\"%s\",\"status\":\"success\",\"validated\":false}"
        .formatted(SIGNED, TXID);
  }

  static String waitingInVersion2() {
    return "{\"hash\":\"%s\",\"status\":\"success\",\"tx_json\":{%s},\"validated\":false}"
        .formatted(TXID, SIGNED);
  }

  static String missing() {
    return refused("txnNotFound");
  }

  static String missing(boolean searchedAll) {
    return missing().replace("{", "{\"searched_all\":" + searchedAll + ",");
  }

  static String refused(String error) {
    return "{\"error\":\"%s\",\"error_code\":29,\"error_message\":\"No.\",\"status\":\"error\"}"
        .formatted(error);
  }

  /**
   * @param hashes of transactions
   * @param marker as JSON; none if empty
   */
  static String history(long from, long to, String marker, String... hashes) {
    StringBuilder list = new StringBuilder();
    for (String hash : hashes) {
      list.append(list.isEmpty() ? "" : ",")
          .append("{\"meta\":{},\"tx\":{\"hash\":\"%s\"},\"validated\":true}".formatted(hash));
    }
    return """
        {"account":"%s","ledger_index_min":%d,"ledger_index_max":%d,"limit":50,%s
        "status":"success","transactions":[%s],"validated":true}"""
        .formatted(PAYER, from, to, marker.isEmpty() ? "" : "\"marker\":" + marker + ",", list);
  }
}
