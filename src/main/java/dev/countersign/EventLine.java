package dev.countersign;

import com.fasterxml.jackson.databind.JsonNode;

/** An event as one line for people. */
public final class EventLine {
  private EventLine() {}

  /** Time, type, request, whose it is, and what matters about this type. */
  public static String of(JsonNode event) {
    String user = event.path("user").asText("-");
    return "%s  %-14s %s  (%s)%s"
        .formatted(
            event.path("observed_at").asText(),
            event.path("type").asText(),
            event.path("request_id").asText(),
            event.path("user").isNull() ? "-" : user,
            details(event));
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
            + (resolution.path("late").asBoolean() ? ", late" : "");
      }
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
