package dev.countersign.sandbox.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One submitted transaction; in a ledger once it has a place there. */
public final class LedgerTransaction {
  /**
   * @param index of the ledger
   * @param position in it
   */
  public record Place(int index, int position, ObjectNode meta) {}

  private final String hash;
  private final String hex;
  private final ObjectNode json;
  private final Outcome outcome;
  private final int dueIndex;
  private @Nullable Place place;

  LedgerTransaction(String hash, String hex, ObjectNode json, Outcome outcome, int dueIndex) {
    this.hash = hash;
    this.hex = hex;
    this.json = json;
    this.outcome = outcome;
    this.dueIndex = dueIndex;
  }

  public String hash() {
    return hash;
  }

  public String hex() {
    return hex;
  }

  /** As signed; not to be changed. */
  public ObjectNode json() {
    return json;
  }

  /** Null while no validated ledger has it. */
  public @Nullable Place place() {
    return place;
  }

  void placed(Place where) {
    place = where;
  }

  Outcome outcome() {
    return outcome;
  }

  int dueIndex() {
    return dueIndex;
  }

  String account() {
    return json.path("Account").asText();
  }

  String destination() {
    return json.path("Destination").asText();
  }

  boolean isPayment() {
    return json.path("TransactionType").asText().equals("Payment");
  }

  /** Tickets stand in for a sequence. */
  boolean ticketed() {
    return json.has("TicketSequence");
  }

  long sequence() {
    return json.path("Sequence").asLong();
  }

  boolean outlivedBy(int index) {
    return json.has("LastLedgerSequence") && json.path("LastLedgerSequence").asLong() < index;
  }

  boolean concerns(String someAccount) {
    return Stream.concat(Stream.of(account(), destination()), issuers().stream())
        .anyMatch(someAccount::equals);
  }

  private List<String> issuers() {
    return Stream.of("Amount", "SendMax", "LimitAmount")
        .map(field -> json.path(field).path("issuer").asText())
        .toList();
  }
}
