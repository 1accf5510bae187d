package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.request.Amount;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Amounts as ledgers and transactions write them: a string of drops, or an object. */
public final class Amounts {
  private static final Set<String> FIELDS = Set.of("value", "currency", "issuer");

  private Amounts() {}

  /** Null if that is no amount of XRP or of an issued currency, or a negative one. */
  public static @Nullable Amount parse(JsonNode node) {
    if (node.isTextual()) {
      return Amount.drops(node.textValue());
    }
    return node.isObject() ? issued(node) : null;
  }

  private static @Nullable Amount issued(JsonNode node) {
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      if (!FIELDS.contains(names.next())) {
        return null;
      }
    }
    JsonNode value = node.path("value");
    return value.isTextual()
        ? Amount.issued(
            value.textValue(), node.path("currency").asText(), node.path("issuer").asText())
        : null;
  }
}
