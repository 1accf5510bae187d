package dev.countersign;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What an event means for somebody who waits for the end, as an exit status. */
final class Outcome {
  private Outcome() {}

  /** Null: not the end yet. */
  static @Nullable Integer of(JsonNode event, boolean cancelling) {
    String type = event.path("type").asText();
    if (cancelling && type.equals("CANCEL_REFUSED")) {
      return Exit.REJECTED;
    }
    if (!event.path("terminal").asBoolean()) {
      return null;
    }
    return switch (type) {
      case "SIGNED", "SETTLED" -> Exit.OK;
      case "REJECTED" -> Exit.REJECTED;
      case "EXPIRED", "ABANDONED" -> Exit.EXPIRED;
      case "CANCELLED" -> cancelling ? Exit.OK : Exit.CANCELLED;
      case "SETTLEMENT_FAILED" -> Exit.NOT_SETTLED;
      case "FAILED" -> Exit.DATA;
      default -> Exit.LATER;
    };
  }
}
