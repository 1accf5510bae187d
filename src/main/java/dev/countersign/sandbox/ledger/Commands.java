package dev.countersign.sandbox.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.sandbox.codec.Addresses;
import dev.countersign.sandbox.codec.CodecException;
import dev.countersign.sandbox.codec.TransactionCodec;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What one can ask the server, by whatever way: command and parameters to a result. */
final class Commands {
  private static final Pattern HASH = Pattern.compile("[0-9A-Fa-f]{64}");
  private static final Pattern BLOB = Pattern.compile("([0-9A-F]{2})+");
  private static final List<String> REQUIRED =
      List.of("TransactionType", "Account", "Fee", "Sequence", "SigningPubKey");
  private static final int LONGEST_RANGE = 1000;

  private final Ledger ledger;
  private final ServerJson server;
  private final LedgerLookup lookup;
  private final TransactionJson transactions;
  private final SignatureCheck signatures;

  Commands(Ledger ledger) {
    this.ledger = ledger;
    this.server = new ServerJson(ledger);
    this.lookup = new LedgerLookup(ledger);
    this.transactions = new TransactionJson(ledger);
    this.signatures = new SignatureCheck(ledger.chain().codec());
  }

  ObjectNode run(String command, JsonNode parameters) {
    int version = version(parameters);
    return switch (command) {
      case "ping" -> JsonNodeFactory.instance.objectNode();
      case "server_info" -> server.info();
      case "fee" -> server.fee();
      case "tx" -> tx(parameters, version);
      case "ledger" -> lookup.ledger(parameters, version);
      case "ledger_closed" -> lookup.closed();
      case "ledger_current" ->
          JsonNodeFactory.instance
              .objectNode()
              .put("ledger_current_index", ledger.validatedIndex() + 1);
      case "account_info" -> accountInfo(parameters);
      case "submit" -> submit(parameters);
      default -> throw LedgerError.unknownCommand();
    };
  }

  static int version(JsonNode parameters) {
    int version = parameters.path("api_version").asInt(1);
    if (version != 1 && version != 2) {
      throw LedgerError.invalidParameters("api_version is 1 or 2 here, not " + version + ".");
    }
    return version;
  }

  private ObjectNode tx(JsonNode parameters, int version) {
    String hash = parameters.path("transaction").asText();
    if (!HASH.matcher(hash).matches()) {
      throw LedgerError.invalidParameters("Invalid parameters.");
    }
    if (parameters.path("binary").asBoolean()) {
      throw LedgerError.notImplemented();
    }
    boolean ranged = parameters.has("min_ledger") || parameters.has("max_ledger");
    int from = parameters.path("min_ledger").asInt(-1);
    int to = parameters.path("max_ledger").asInt(-1);
    if (ranged && (from < 0 || to < from)) {
      throw LedgerError.invalidRange();
    }
    if (ranged && to - from > LONGEST_RANGE) {
      throw LedgerError.excessiveRange();
    }
    LedgerTransaction found = ledger.find(hash);
    LedgerTransaction.Place place = found == null ? null : found.place();
    boolean elsewhere = place != null && ranged && (place.index() < from || place.index() > to);
    if (found == null || elsewhere) {
      LedgerError missing = LedgerError.transactionNotFound();
      throw ranged ? missing.with("searched_all", ledger.complete(from, to)) : missing;
    }
    return transactions.found(found, version);
  }

  private ObjectNode accountInfo(JsonNode parameters) {
    String address = parameters.path("account").asText();
    if (Addresses.decode(address) == null) {
      throw LedgerError.accountMalformed();
    }
    LedgerLookup.Choice choice = lookup.choice(parameters);
    Accounts.Account account = ledger.accounts().find(address);
    if (account == null) {
      throw LedgerError.accountNotFound();
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("account_data")
        .put("Account", address)
        .put("Balance", Long.toString(account.balance))
        .put("Flags", 0)
        .put("LedgerEntryType", "AccountRoot")
        .put("OwnerCount", 0)
        .put("PreviousTxnID", account.lastTransaction)
        .put("PreviousTxnLgrSeq", account.lastLedger)
        .put("Sequence", choice.current() ? ledger.nextSequence(address) : account.sequence)
        .put("index", Hashes.accountRoot(address));
    json.putObject("account_flags")
        .put("depositAuth", false)
        .put("disableMasterKey", false)
        .put("requireDestinationTag", false);
    return lookup.name(json, choice);
  }

  /** What a back end signs for itself, or has signed by a wallet that does not submit. */
  private ObjectNode submit(JsonNode parameters) {
    if (!parameters.has("tx_blob")) {
      throw LedgerError.noSigning();
    }
    String blob = parameters.path("tx_blob").asText().toUpperCase(Locale.ROOT);
    if (!BLOB.matcher(blob).matches()) {
      throw LedgerError.invalidParameters("Invalid parameters.");
    }
    ObjectNode signed = checked(blob);
    String refusal = SignatureCheck.refusal(signed);
    String result = refusal == null ? ledger.submit(blob, Outcome.SUCCESS) : refusal;
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("accepted", result.startsWith("tes"));
    json.put("engine_result", result);
    json.put("engine_result_code", ledger.chain().codec().definitions().resultCode(result));
    json.put("engine_result_message", EngineMessages.of(result));
    json.put("tx_blob", blob);
    json.set("tx_json", signed.put("hash", TransactionCodec.hash(blob)));
    return json.put("validated_ledger_index", ledger.validatedIndex());
  }

  /** What a server refuses before its engine sees it. */
  private ObjectNode checked(String blob) {
    try {
      ObjectNode transaction = ledger.chain().codec().decode(blob);
      for (String field : REQUIRED) {
        if (!transaction.has(field)) {
          throw LedgerError.invalidTransaction("Field '" + field + "' is required but missing.");
        }
      }
      String complaint = signatures.complaint(transaction);
      if (complaint != null) {
        throw LedgerError.invalidTransaction("fails local checks: " + complaint);
      }
      return transaction;
    } catch (CodecException e) {
      throw LedgerError.invalidTransaction(String.valueOf(e.getMessage()));
    }
  }
}
