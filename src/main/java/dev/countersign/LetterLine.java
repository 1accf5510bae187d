package dev.countersign;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countersign.wire.Letter;
import org.jspecify.annotations.Nullable;

/** A dead letter as one line. Never what is in it: that may be a secret. */
final class LetterLine {
  private static final JsonMapper JSON = new JsonMapper();

  private LetterLine() {}

  /** When, where in the dead letters, why, which request, and where it came from. */
  static String of(Letter letter, int times) {
    return "%s  %s  %s"
        .formatted(
            letter.at(),
            name(letter),
            Terminal.plain(
                text(letter.message())
                    + "  ("
                    + (letter.origin() == null ? "from somewhere" : "from " + letter.origin())
                    + (letter.record().value() == null ? ", without its value" : "")
                    + (times > 1 ? ", " + times + " times" : "")
                    + ")"));
  }

  /** Which one: partition and offset, code, request. */
  static String name(Letter letter) {
    return Terminal.plain(
        "%d@%d  %-20s  %s"
            .formatted(
                letter.record().partition(),
                letter.record().offset(),
                text(letter.code()),
                text(letter.requestId())));
  }

  static String json(Letter letter, int times) {
    ObjectNode json = JSON.createObjectNode();
    json.put("at", letter.at().toString());
    json.put("topic", letter.record().topic());
    json.put("partition", letter.record().partition());
    json.put("offset", letter.record().offset());
    json.put("code", letter.code());
    json.put("message", letter.message());
    json.put("request_id", letter.requestId());
    Letter.Place origin = letter.origin();
    if (origin == null) {
      json.putNull("origin");
    } else {
      json.putObject("origin")
          .put("topic", origin.topic())
          .put("partition", origin.partition())
          .put("offset", origin.offset());
    }
    json.put("stage", letter.stage());
    json.put("exception", letter.exception());
    json.put("times", times);
    json.put("first", letter.first());
    byte[] value = letter.record().value();
    json.put("value_bytes", value == null ? null : value.length);
    return json.toString();
  }

  private static String text(@Nullable String text) {
    return text == null ? "-" : text;
  }
}
