package dev.countersign.sandbox.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a transaction does to accounts, and the metadata that says so. */
final class Effects {
  private static final long PARTIAL_PAYMENT = 0x0002_0000;

  private final Accounts accounts;

  Effects(Accounts accounts) {
    this.accounts = accounts;
  }

  ObjectNode apply(LedgerTransaction transaction, int index, int position) {
    ObjectNode meta = JsonNodeFactory.instance.objectNode();
    ArrayNode nodes = meta.putArray("AffectedNodes");
    meta.put("TransactionIndex", position);
    meta.put("TransactionResult", transaction.outcome().result());
    JsonNode delivered = delivered(transaction);
    long drops = delivered.isTextual() ? delivered.asLong() : 0;
    spend(transaction, index, drops, nodes);
    if (drops > 0) {
      receive(transaction, index, drops, nodes);
    }
    if (!delivered.isMissingNode()) {
      if (partial(transaction)) {
        meta.set("DeliveredAmount", delivered);
      }
      meta.set("delivered_amount", delivered);
    }
    return meta;
  }

  /** Only what succeeded delivers. */
  private static JsonNode delivered(LedgerTransaction transaction) {
    if (!transaction.isPayment() || !transaction.outcome().succeeds()) {
      return JsonNodeFactory.instance.missingNode();
    }
    JsonNode told = transaction.outcome().delivered();
    return told == null ? transaction.json().path("Amount") : told;
  }

  private static boolean partial(LedgerTransaction transaction) {
    return (transaction.json().path("Flags").asLong() & PARTIAL_PAYMENT) != 0;
  }

  private void spend(LedgerTransaction transaction, int index, long drops, ArrayNode nodes) {
    Accounts.Account account = accounts.signing(transaction.account());
    long balance = account.balance - transaction.json().path("Fee").asLong() - drops;
    long sequence = transaction.ticketed() ? account.sequence : transaction.sequence() + 1;
    modified(account, transaction.hash(), index, Math.max(0, balance), sequence, nodes);
  }

  private void receive(LedgerTransaction transaction, int index, long drops, ArrayNode nodes) {
    boolean there = accounts.find(transaction.destination()) != null;
    Accounts.Account account = accounts.receiving(transaction.destination());
    if (there) {
      modified(
          account, transaction.hash(), index, account.balance + drops, account.sequence, nodes);
    } else {
      account.balance = drops;
      account.sequence = index;
      touched(account, transaction.hash(), index);
      node(nodes, "CreatedNode", account).set("NewFields", fields(account));
    }
  }

  private static void modified(
      Accounts.Account account,
      String hash,
      int index,
      long balance,
      long sequence,
      ArrayNode nodes) {
    ObjectNode node = node(nodes, "ModifiedNode", account);
    ObjectNode previous = JsonNodeFactory.instance.objectNode();
    if (account.balance != balance) {
      previous.put("Balance", Long.toString(account.balance));
    }
    if (account.sequence != sequence) {
      previous.put("Sequence", account.sequence);
    }
    node.put("PreviousTxnID", account.lastTransaction);
    node.put("PreviousTxnLgrSeq", account.lastLedger);
    account.balance = balance;
    account.sequence = sequence;
    touched(account, hash, index);
    node.set("FinalFields", fields(account));
    node.set("PreviousFields", previous);
  }

  private static void touched(Accounts.Account account, String hash, int index) {
    account.lastTransaction = hash;
    account.lastLedger = index;
  }

  private static ObjectNode node(ArrayNode nodes, String kind, Accounts.Account account) {
    return nodes
        .addObject()
        .putObject(kind)
        .put("LedgerEntryType", "AccountRoot")
        .put("LedgerIndex", Hashes.accountRoot(account.address));
  }

  private static ObjectNode fields(Accounts.Account account) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("Account", account.address)
        .put("Balance", Long.toString(account.balance))
        .put("Flags", 0)
        .put("OwnerCount", 0)
        .put("Sequence", account.sequence);
  }
}
