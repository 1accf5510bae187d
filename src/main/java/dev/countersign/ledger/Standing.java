package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a node says of itself in {@code server_info}. */
sealed interface Standing {

  /**
   * @param networkId null if it is not configured there, as on many nodes of the main network
   * @param validatedIndex the newest validated ledger
   * @param complete the ledgers it has
   */
  record Known(@Nullable Long networkId, long validatedIndex, LedgerRanges complete)
      implements Standing {}

  record Trouble(String reason) implements Standing {}

  /** A node that has fallen behind must not hide others that know more. */
  long OLD_SECONDS = 120;

  static Standing read(Reply reply) {
    return switch (reply) {
      case Reply.Silence(String reason) -> new Trouble(reason);
      case Reply.Refused(String error, ObjectNode _) ->
          new Trouble("server_info is refused with " + error);
      case Reply.Result(ObjectNode body) -> read(body.path("info"));
    };
  }

  private static Standing read(JsonNode info) {
    if (info.path("amendment_blocked").asBoolean()) {
      return new Trouble("it is amendment blocked: its software is too old for the network");
    }
    JsonNode id = info.path("network_id");
    Long networkId = Json.index(id);
    if (networkId == null && !id.isMissingNode()) {
      return new Trouble("a network_id that is none");
    }
    Long index = Json.index(info.path("validated_ledger").path("seq"));
    if (index == null) {
      return new Trouble("it knows of no validated ledger (yet)");
    }
    long age = info.path("validated_ledger").path("age").asLong();
    if (age > OLD_SECONDS) {
      return new Trouble("its newest validated ledger is %d s old".formatted(age));
    }
    return new Known(networkId, index, LedgerRanges.parse(info.path("complete_ledgers").asText()));
  }
}
