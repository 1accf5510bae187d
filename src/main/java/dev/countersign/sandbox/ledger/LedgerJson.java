package dev.countersign.sandbox.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Closed ledgers as the server shows them. Their hashes are made up and always the same. */
final class LedgerJson {
  static final long BASE_FEE = 10;
  static final long RESERVE_BASE = 1_000_000;
  static final long RESERVE_INCREMENT = 200_000;
  private static final String ALL_COINS = "99985000000000000";

  private LedgerJson() {}

  static String hash(Chain chain, int index) {
    return Hashes.of("ledger", chain.id(), index);
  }

  static ObjectNode header(Ledger ledger, int index, int version) {
    Chain chain = ledger.chain();
    Closings closings = ledger.closings();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("account_hash", Hashes.of("accounts", chain.id(), index));
    json.put("close_flags", 0);
    json.put("close_time", Moments.seconds(closings.closeTime(index)));
    json.put("close_time_human", Moments.human(closings.closeTime(index)));
    json.put("close_time_iso", Moments.iso(closings.closeTime(index)));
    json.put("close_time_resolution", 10);
    json.put("closed", true);
    json.put("ledger_hash", hash(chain, index));
    if (version == 1) {
      json.put("ledger_index", Integer.toString(index));
    } else {
      json.put("ledger_index", index);
    }
    json.put("parent_close_time", Moments.seconds(closings.closeTime(index - 1)));
    json.put("parent_hash", hash(chain, index - 1));
    json.put("total_coins", ALL_COINS);
    return json.put("transaction_hash", Hashes.of("transactions", chain.id(), index));
  }

  /** The answer to a subscription of the stream {@code ledger}; its messages have more. */
  static ObjectNode summary(Ledger ledger, int index) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("fee_base", BASE_FEE);
    json.put("ledger_hash", hash(ledger.chain(), index));
    json.put("ledger_index", index);
    json.put("ledger_time", Moments.seconds(ledger.closings().closeTime(index)));
    json.put("network_id", ledger.chain().id());
    json.put("reserve_base", RESERVE_BASE);
    json.put("reserve_inc", RESERVE_INCREMENT);
    return json.put("validated_ledgers", ledger.completeLedgers(index));
  }

  static ObjectNode closed(Ledger ledger, int index) {
    return summary(ledger, index)
        .put("type", "ledgerClosed")
        .put("txn_count", ledger.transactionsIn(index).size());
  }
}
