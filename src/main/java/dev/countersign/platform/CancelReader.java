package dev.countersign.platform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.countersign.request.CancelReason;
import dev.countersign.request.Signal;
import org.jspecify.annotations.Nullable;

/** Reads the answer to DELETE payload (PROTOCOL §6). */
final class CancelReader {
  private CancelReader() {}

  static Signal.@Nullable CancelAnswered read(JsonNode body) {
    JsonNode result = body.path("result");
    Boolean cancelled = Json.bool(result, "cancelled");
    return cancelled == null
        ? null
        : new Signal.CancelAnswered(cancelled, reason(Json.text(result, "reason")));
  }

  private static CancelReason reason(@Nullable String text) {
    return switch (text) {
      case "OK" -> CancelReason.OK;
      case "ALREADY_CANCELLED" -> CancelReason.ALREADY_CANCELLED;
      case "ALREADY_OPENED" -> CancelReason.ALREADY_OPENED;
      case "ALREADY_RESOLVED" -> CancelReason.ALREADY_RESOLVED;
      case "ALREADY_EXPIRED" -> CancelReason.ALREADY_EXPIRED;
      case null, default -> CancelReason.UNKNOWN;
    };
  }
}
