package dev.countersign.sandbox.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What is to become of a transaction.
 *
 * @param result of the engine; only {@code tes…} and {@code tec…} get into a ledger
 * @param delivered what reached the destination; null is all of Amount
 * @param lost the node takes it and forgets it
 */
public record Outcome(String result, @Nullable JsonNode delivered, boolean lost) {
  public static final Outcome SUCCESS = new Outcome("tesSUCCESS", null, false);

  boolean getsIn() {
    return !lost && (result.startsWith("tes") || result.startsWith("tec"));
  }

  boolean succeeds() {
    return result.startsWith("tes");
  }
}
