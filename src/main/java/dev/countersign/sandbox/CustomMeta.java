package dev.countersign.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the application attached for itself and for the person (PROTOCOL §4.1, §5.1). */
record CustomMeta(
    @Nullable String identifier, @Nullable JsonNode blob, @Nullable String instruction) {
  private static final int IDENTIFIER_LENGTH = 40;
  private static final int BLOB_LENGTH = 1500;
  private static final int INSTRUCTION_LENGTH = 280;
  private static final Pattern BLANKS = Pattern.compile("[ \\t\\x0B\\f]+");
  private static final Pattern LINE_STARTS = Pattern.compile("(?m)^ +| +$");
  private static final Pattern BLANK_LINES = Pattern.compile("(\\r?\\n){2,}");

  static CustomMeta of(JsonNode given) {
    JsonNode identifier = given.path("identifier");
    JsonNode blob = given.path("blob");
    String instruction = Json.string(given, "instruction");
    CustomMeta meta =
        new CustomMeta(
            identifier.isTextual() || identifier.isNumber() ? identifier.asText() : null,
            Json.present(blob) ? blob.deepCopy() : null,
            instruction == null ? null : normalised(instruction));
    if (tooLong(meta.identifier, IDENTIFIER_LENGTH)
        || tooLong(meta.instruction, INSTRUCTION_LENGTH)
        || (meta.blob != null && tooLong(Json.text(meta.blob), BLOB_LENGTH))) {
      throw PlatformError.invalid(413);
    }
    return meta;
  }

  private static boolean tooLong(@Nullable String text, int limit) {
    return text != null && text.length() > limit;
  }

  private static String normalised(String instruction) {
    String spaced = BLANKS.matcher(instruction).replaceAll(" ");
    String trimmed = LINE_STARTS.matcher(spaced).replaceAll("");
    return BLANK_LINES.matcher(trimmed).replaceAll("\n").strip();
  }

  /** Reading shows empty strings as null (PROTOCOL §5.1). */
  ObjectNode json() {
    ObjectNode json = Json.object();
    json.put("identifier", nullIfEmpty(identifier));
    json.set("blob", blob != null && blob.isTextual() && blob.textValue().isEmpty() ? null : blob);
    json.put("instruction", nullIfEmpty(instruction));
    return json;
  }

  static @Nullable String nullIfEmpty(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
