package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One page of {@code account_tx}. The range in the answer is what was looked through, without a
 * gap; it is shorter than asked where the node lacks ledgers.
 */
sealed interface History {

  /**
   * Not among these.
   *
   * @param more where the next page begins; null after the last one
   */
  record Clear(@Nullable JsonNode more) implements History {}

  /** It is in a validated ledger after all. */
  record Listed() implements History {}

  record Gap(String reason) implements History {}

  record Trouble(String reason) implements History {}

  static History read(Reply reply, String txid, long from, long to) {
    return switch (reply) {
      case Reply.Silence(String reason) -> new Trouble(reason);
      case Reply.Refused(String error, ObjectNode _) ->
          switch (error) {
            case "lgrIdxsInvalid", "lgrIdxMalformed", "invalidLgrRange", "lgrNotFound" ->
                new Gap("account_tx is refused with " + error);
            default -> new Trouble("account_tx is refused with " + error);
          };
      case Reply.Result(ObjectNode body) -> read(body, txid, from, to);
    };
  }

  private static History read(ObjectNode body, String txid, long from, long to) {
    Long first = Json.index(body.path("ledger_index_min"));
    Long last = Json.index(body.path("ledger_index_max"));
    JsonNode list = body.path("transactions");
    if (first == null || last == null || !list.isArray()) {
      return new Trouble("an account_tx without its range or list");
    }
    if (first > from || last < to || !body.path("validated").asBoolean()) {
      return new Gap("only ledgers %d to %d were looked through".formatted(first, last));
    }
    for (JsonNode entry : list) {
      JsonNode hash = entry.has("hash") ? entry.path("hash") : entry.path("tx").path("hash");
      if (!hash.isTextual()) {
        return new Trouble("an account_tx with a transaction that has no hash");
      }
      if (hash.textValue().equalsIgnoreCase(txid)) {
        return new Listed();
      }
    }
    JsonNode marker = body.path("marker");
    return new Clear(marker.isMissingNode() || marker.isNull() ? null : marker);
  }
}
