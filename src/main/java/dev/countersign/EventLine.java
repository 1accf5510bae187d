package dev.countersign;

import com.fasterxml.jackson.databind.JsonNode;

/** An event as one line for people. */
public final class EventLine {
  private EventLine() {}

  /** Time, type, request, whose it is, and what matters about this type. */
  public static String of(JsonNode event) {
    return of(event, false);
  }

  /**
   * The same for a terminal.
   *
   * @param fancy in colour and columns
   */
  static String of(JsonNode event, boolean fancy) {
    String type = event.path("type").asText();
    String user = event.path("user").isTextual() ? event.path("user").asText() : "-";
    String who = Terminal.plain("(" + user + ")" + details(event));
    String time = Terminal.plain(event.path("observed_at").asText());
    String request = Terminal.plain(event.path("request_id").asText());
    return fancy
        ? "%s  %s  %-24s %s"
            .formatted(
                Terminal.styled(time, Terminal.DIM),
                Terminal.styled("%-18s".formatted(Terminal.plain(type)), colour(type)),
                request,
                who)
        : "%s  %-14s %s  %s".formatted(time, Terminal.plain(type), request, who);
  }

  private static String colour(String type) {
    return switch (type) {
      case "SIGNED", "SETTLED" -> Terminal.GREEN;
      case "REJECTED", "FAILED", "SETTLEMENT_FAILED" -> Terminal.RED;
      case "EXPIRED",
          "CANCELLED",
          "ABANDONED",
          "CANCEL_REFUSED",
          "SETTLEMENT_UNKNOWN",
          "DEFERRED" ->
          Terminal.YELLOW;
      default -> Terminal.CYAN;
    };
  }

  private static String settlement(JsonNode settlement) {
    String reason = settlement.path("reason").asText("");
    String result = settlement.path("result").asText("");
    String amount = settlement.path("delivered_amount").asText("");
    return "  "
        + (reason.isEmpty() ? "" : reason + ", ")
        + (result.isEmpty()
            ? ""
            : result + " in ledger " + settlement.path("ledger_index") + " of ")
        + settlement.path("network").asText()
        + (amount.isEmpty() ? "" : ", delivered " + amount)
        + list(", unmet: ", settlement.path("unmet"))
        + list(", not as asked: ", settlement.path("mismatch"));
  }

  private static String list(String title, JsonNode names) {
    return names.isEmpty()
        ? ""
        : title + String.join(", ", names.valueStream().map(JsonNode::asText).toList());
  }

  private static String details(JsonNode event) {
    return switch (event.path("type").asText()) {
      case "DEFERRED" -> {
        JsonNode deferred = event.path("deferred");
        JsonNode eta = deferred.path("eta");
        yield "  "
            + deferred.path("reason").asText()
            + (eta.isTextual() ? ", likely until " + eta.asText() : "");
      }
      case "CREATED" -> {
        JsonNode created = event.path("created");
        boolean pushed = created.path("push_accepted").asBoolean();
        yield (pushed ? "  pushed, or " : "  ") + created.path("links").path("always").asText();
      }
      case "SIGNED" -> {
        JsonNode resolution = event.path("resolution");
        yield "  by "
            + resolution.path("account").asText()
            + ", tx "
            + resolution.path("txid").asText()
            + (resolution.path("late").asBoolean() ? ", late" : "")
            + list(", unmet: ", resolution.path("unmet"))
            + list(", not as asked: ", resolution.path("mismatch"));
      }
      case "SETTLED", "SETTLEMENT_FAILED", "SETTLEMENT_UNKNOWN" ->
          settlement(event.path("settlement"));
      case "EXPIRED" ->
          event.path("expired").path("final").asBoolean()
              ? "  never opened"
              : "  opened, can still be signed";
      case "CANCELLED", "CANCEL_REFUSED" -> "  " + event.path("cancelled").path("reason").asText();
      case "FAILED" ->
          "  "
              + event.path("failure").path("code").asText()
              + ": "
              + event.path("failure").path("message").asText();
      default -> "";
    };
  }
}
