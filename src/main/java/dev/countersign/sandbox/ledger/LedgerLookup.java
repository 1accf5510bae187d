package dev.countersign.sandbox.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** Which ledger a caller means, and what it looks like. */
final class LedgerLookup {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  /** So many ledgers back a hash is recognised. */
  private static final int RECENT = 1000;

  /** The open ledger has no hash yet. */
  record Choice(int index, boolean current) {}

  private final Ledger ledger;
  private final TransactionJson transactions;

  LedgerLookup(Ledger ledger) {
    this.ledger = ledger;
    this.transactions = new TransactionJson(ledger);
  }

  /** The open one unless told. */
  Choice choice(JsonNode parameters) {
    int validated = ledger.validatedIndex();
    if (parameters.has("ledger_hash")) {
      return new Choice(withHash(parameters.path("ledger_hash").asText(), validated), false);
    }
    String wanted = parameters.path("ledger_index").asText("current");
    return switch (wanted) {
      case "current", "" -> new Choice(validated + 1, true);
      case "validated", "closed" -> new Choice(validated, false);
      default -> numbered(wanted, validated);
    };
  }

  private Choice numbered(String wanted, int validated) {
    if (!NUMBER.matcher(wanted).matches()) {
      throw LedgerError.invalidParameters("Invalid field 'ledger_index', not string or number.");
    }
    int index = Integer.parseInt(wanted);
    if (index == validated + 1) {
      return new Choice(index, true);
    }
    if (!ledger.complete(index, index)) {
      throw LedgerError.ledgerNotFound();
    }
    return new Choice(index, false);
  }

  private int withHash(String hash, int validated) {
    for (int index = validated;
        index >= Math.max(ledger.firstIndex(), validated - RECENT);
        index--) {
      if (LedgerJson.hash(ledger.chain(), index).equals(hash) && ledger.complete(index, index)) {
        return index;
      }
    }
    throw LedgerError.ledgerNotFound();
  }

  /** Says in a result what it is about. */
  ObjectNode name(ObjectNode json, Choice choice) {
    if (choice.current()) {
      return json.put("ledger_current_index", choice.index()).put("validated", false);
    }
    return json.put("ledger_hash", LedgerJson.hash(ledger.chain(), choice.index()))
        .put("ledger_index", choice.index())
        .put("validated", true);
  }

  ObjectNode closed() {
    int index = ledger.validatedIndex();
    return JsonNodeFactory.instance
        .objectNode()
        .put("ledger_hash", LedgerJson.hash(ledger.chain(), index))
        .put("ledger_index", index);
  }

  ObjectNode ledger(JsonNode parameters, int version) {
    Choice choice = choice(parameters);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (choice.current()) {
      json.putObject("ledger")
          .put("closed", false)
          .put("ledger_index", Integer.toString(choice.index()))
          .put("parent_hash", LedgerJson.hash(ledger.chain(), choice.index() - 1));
      return name(json, choice);
    }
    ObjectNode header = LedgerJson.header(ledger, choice.index(), version);
    if (parameters.path("transactions").asBoolean()) {
      boolean expand = parameters.path("expand").asBoolean();
      ArrayNode list = header.putArray("transactions");
      for (LedgerTransaction transaction : ledger.transactionsIn(choice.index())) {
        if (expand) {
          list.add(transactions.listed(transaction, version));
        } else {
          list.add(transaction.hash());
        }
      }
    }
    json.set("ledger", header);
    return name(json, choice);
  }
}
