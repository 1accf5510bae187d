package dev.countersign.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** {@code payload.computed}: memos with hex turned to text where it is text (PROTOCOL §5.1). */
final class Memos {
  private Memos() {}

  static @Nullable ObjectNode readable(JsonNode requestJson) {
    if (!(requestJson.get("Memos") instanceof ArrayNode memos) || memos.isEmpty()) {
      return null;
    }
    ObjectNode computed = Json.object();
    ArrayNode readable = computed.putArray("Memos");
    for (JsonNode wrapper : memos) {
      ObjectNode memo = Json.object();
      wrapper
          .path("Memo")
          .properties()
          .forEach(e -> memo.put(e.getKey(), text(e.getValue().asText())));
      readable.add(Json.object().set("Memo", memo));
    }
    return computed;
  }

  private static String text(String hex) {
    try {
      String decoded =
          UTF_8.newDecoder().decode(ByteBuffer.wrap(HexFormat.of().parseHex(hex))).toString();
      boolean printable =
          decoded
              .codePoints()
              .allMatch(c -> !Character.isISOControl(c) || Character.isWhitespace(c));
      return printable ? decoded : hex;
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return hex;
    }
  }
}
