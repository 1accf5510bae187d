package dev.countersign.sandbox.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** A transaction as the server shows it; version 2 keeps what was signed apart in tx_json. */
final class TransactionJson {
  private final Ledger ledger;

  TransactionJson(Ledger ledger) {
    this.ledger = ledger;
  }

  /** The answer to {@code tx}. */
  ObjectNode found(LedgerTransaction transaction, int version) {
    return version == 1 ? flat(transaction, "meta") : apart(transaction);
  }

  /** In the list of an expanded ledger, where version 1 has another name for the metadata. */
  ObjectNode listed(LedgerTransaction transaction, int version) {
    return version == 1 ? flat(transaction, "metaData") : apart(transaction);
  }

  private ObjectNode flat(LedgerTransaction transaction, String metaName) {
    ObjectNode json = signed(transaction, 1).put("hash", transaction.hash());
    LedgerTransaction.Place place = transaction.place();
    if (place == null) {
      return json.put("validated", false);
    }
    json.put("ctid", ctid(place));
    json.put("date", Moments.seconds(closed(place)));
    json.put("inLedger", place.index()).put("ledger_index", place.index());
    json.set(metaName, place.meta());
    return json.put("validated", true);
  }

  private ObjectNode apart(LedgerTransaction transaction) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("hash", transaction.hash());
    ObjectNode signed = signed(transaction, 2);
    json.set("tx_json", signed);
    LedgerTransaction.Place place = transaction.place();
    if (place == null) {
      return json.put("validated", false);
    }
    signed.put("date", Moments.seconds(closed(place))).put("ledger_index", place.index());
    json.put("close_time_iso", Moments.iso(closed(place)));
    json.put("ctid", ctid(place));
    json.put("ledger_hash", LedgerJson.hash(ledger.chain(), place.index()));
    json.put("ledger_index", place.index());
    json.set("meta", place.meta());
    return json.put("validated", true);
  }

  /** A message of the streams {@code transactions} and {@code accounts}. */
  ObjectNode streamed(LedgerTransaction transaction, LedgerTransaction.Place place, int version) {
    String result = transaction.outcome().result();
    Integer code = ledger.chain().codec().definitions().resultCode(result);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("type", "transaction").put("status", "closed");
    json.put("engine_result", result).put("engine_result_code", code);
    json.put("engine_result_message", EngineMessages.of(result));
    json.put("ledger_hash", LedgerJson.hash(ledger.chain(), place.index()));
    json.put("ledger_index", place.index()).put("ctid", ctid(place));
    ObjectNode signed = signed(transaction, version);
    signed.put("date", Moments.seconds(closed(place)));
    if (version == 1) {
      json.set("transaction", signed.put("hash", transaction.hash()));
    } else {
      json.put("hash", transaction.hash());
      json.put("close_time_iso", Moments.iso(closed(place)));
      json.set("tx_json", signed);
    }
    json.set("meta", place.meta());
    return json.put("validated", true);
  }

  /** DeliverMax says what Amount of a payment means; version 2 has nothing else. */
  private static ObjectNode signed(LedgerTransaction transaction, int version) {
    ObjectNode json = transaction.json().deepCopy();
    if (transaction.isPayment() && json.has("Amount")) {
      json.set("DeliverMax", json.path("Amount"));
      if (version > 1) {
        json.remove("Amount");
      }
    }
    return json;
  }

  private Instant closed(LedgerTransaction.Place place) {
    return ledger.closings().closeTime(place.index());
  }

  private String ctid(LedgerTransaction.Place place) {
    return "C%07X%04X%04X".formatted(place.index(), place.position(), ledger.chain().id());
  }
}
