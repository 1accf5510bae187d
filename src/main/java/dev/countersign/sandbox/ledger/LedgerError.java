package dev.countersign.sandbox.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a rippled server refuses, by its own names and numbers. */
final class LedgerError extends RuntimeException {
  private final String error;
  private final @Nullable Integer code;
  private final ObjectNode details = JsonNodeFactory.instance.objectNode();

  private LedgerError(String error, @Nullable Integer code, String message) {
    super(message);
    this.error = error;
    this.code = code;
  }

  static LedgerError transactionNotFound() {
    return new LedgerError("txnNotFound", 29, "Transaction not found.");
  }

  static LedgerError ledgerNotFound() {
    return new LedgerError("lgrNotFound", 21, "ledgerNotFound");
  }

  static LedgerError accountNotFound() {
    return new LedgerError("actNotFound", 19, "Account not found.");
  }

  static LedgerError accountMalformed() {
    return new LedgerError("actMalformed", 35, "Account malformed.");
  }

  static LedgerError invalidParameters(String message) {
    return new LedgerError("invalidParams", 31, message);
  }

  static LedgerError invalidRange() {
    return new LedgerError("invalidLgrRange", 79, "Ledger range is invalid.");
  }

  static LedgerError excessiveRange() {
    return new LedgerError("excessiveLgrRange", 78, "Ledger range exceeds 1000.");
  }

  static LedgerError malformedStream() {
    return new LedgerError("malformedStream", 54, "Stream malformed.");
  }

  /** A server gives this one neither a number nor a message. */
  static LedgerError invalidTransaction(String why) {
    LedgerError error = new LedgerError("invalidTransaction", null, why);
    error.details.put("error_exception", why);
    return error;
  }

  static LedgerError internal() {
    return new LedgerError("internal", 73, "Internal error.");
  }

  static LedgerError notImplemented() {
    return new LedgerError("notImpl", 74, "Not implemented.");
  }

  static LedgerError noSigning() {
    return new LedgerError("notSupported", 75, "Signing is not supported by this server.");
  }

  static LedgerError unknownCommand() {
    return new LedgerError("unknownCmd", 32, "Unknown method.");
  }

  LedgerError with(String field, boolean value) {
    details.put(field, value);
    return this;
  }

  ObjectNode json() {
    ObjectNode json = details.deepCopy().put("error", error);
    return code == null ? json : json.put("error_code", code).put("error_message", getMessage());
  }
}
