package dev.countersign.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** What came back for one command. */
sealed interface Reply {

  record Result(ObjectNode body) implements Reply {}

  /**
   * @param error by the server's own name, like {@code txnNotFound}
   * @param body what else was said
   */
  record Refused(String error, ObjectNode body) implements Reply {}

  /** Nothing, or nothing that can be read. */
  record Silence(String reason) implements Reply {}

  Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1,60}");
  String BLOCKED = "amendmentBlocked";

  /** Such a server no longer knows which ledgers are valid. */
  int BLOCKED_WARNING = 1002;

  /** Over JSON-RPC a refusal comes as a result as well. */
  static Reply ofHttp(int status, String body) {
    if (status != 200) {
      return new Silence("HTTP " + status);
    }
    ObjectNode answer = Json.object(body);
    if (answer == null || !(answer.path("result") instanceof ObjectNode result)) {
      return new Silence("an HTTP 200 that is no answer of JSON-RPC");
    }
    return of(answer, result.has("error") ? result : answer, result);
  }

  /** Over a WebSocket a refusal is the message itself. */
  static Reply ofMessage(ObjectNode message) {
    return message.path("result") instanceof ObjectNode result
        ? of(message, result.has("error") ? result : message, result)
        : of(message, message, message);
  }

  private static Reply of(ObjectNode envelope, ObjectNode refusal, ObjectNode result) {
    if (blocked(envelope) || blocked(result)) {
      return new Refused(BLOCKED, refusal);
    }
    JsonNode error = refusal.path("error");
    if (!error.isMissingNode()) {
      String name = NAME.matcher(error.asText()).matches() ? error.asText() : "an unnamed error";
      return new Refused(name, refusal);
    }
    boolean failed = failed(envelope) || failed(result) || result == envelope;
    return failed ? new Silence("neither a result nor an error") : new Result(result);
  }

  private static boolean failed(ObjectNode node) {
    return node.path("status").asText().equals("error");
  }

  private static boolean blocked(ObjectNode node) {
    for (JsonNode warning : node.path("warnings")) {
      if (warning.path("id").asInt() == BLOCKED_WARNING) {
        return true;
      }
    }
    return false;
  }
}
