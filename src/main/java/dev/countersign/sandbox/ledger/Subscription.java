package dev.countersign.sandbox.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.sandbox.codec.Addresses;
import java.util.HashSet;
import java.util.Set;

/** What one connection wants to hear. */
final class Subscription {
  private static final String LEDGER = "ledger";
  private static final String TRANSACTIONS = "transactions";

  /** Known to a real server; here nothing ever happens in them. */
  private static final Set<String> QUIET =
      Set.of("consensus", "manifests", "peer_status", "server", "validations");

  private final Set<String> streams = new HashSet<>();
  private final Set<String> accounts = new HashSet<>();
  private int version = 1;

  /** Nothing is changed when anything of it is malformed. */
  void add(JsonNode parameters) {
    Set<String> newStreams = streams(parameters);
    Set<String> newAccounts = accounts(parameters);
    streams.addAll(newStreams);
    accounts.addAll(newAccounts);
    version = Commands.version(parameters);
  }

  void remove(JsonNode parameters) {
    Set<String> oldStreams = streams(parameters);
    Set<String> oldAccounts = accounts(parameters);
    streams.removeAll(oldStreams);
    accounts.removeAll(oldAccounts);
  }

  private static Set<String> streams(JsonNode parameters) {
    Set<String> found = new HashSet<>();
    for (JsonNode stream : parameters.path("streams")) {
      String name = stream.asText();
      if (!name.equals(LEDGER) && !name.equals(TRANSACTIONS) && !QUIET.contains(name)) {
        throw LedgerError.malformedStream();
      }
      found.add(name);
    }
    return found;
  }

  private static Set<String> accounts(JsonNode parameters) {
    Set<String> found = new HashSet<>();
    for (JsonNode account : parameters.path("accounts")) {
      if (Addresses.decode(account.asText()) == null) {
        throw LedgerError.accountMalformed();
      }
      found.add(account.asText());
    }
    return found;
  }

  boolean idle() {
    return streams.isEmpty() && accounts.isEmpty();
  }

  boolean toLedgers() {
    return streams.contains(LEDGER);
  }

  boolean to(LedgerTransaction transaction) {
    return streams.contains(TRANSACTIONS) || accounts.stream().anyMatch(transaction::concerns);
  }

  int version() {
    return version;
  }
}
