package dev.countersign.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.countersign.request.EventId;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** Which request a command is for, and whether its bytes can be read at all. */
public sealed interface CommandPeek {

  record Addressed(String id) implements CommandPeek {}

  /** It names no id; it gets {@link #idFor}. */
  record NoId() implements CommandPeek {}

  /**
   * It belongs in the dead letters.
   *
   * @param thrown what it broke the worker's own code with
   */
  record Undecodable(DeadLetterCode code, String message, @Nullable Throwable thrown)
      implements CommandPeek {
    public Undecodable(DeadLetterCode code, String message) {
      this(code, message, null);
    }
  }

  /**
   * Whatever the bytes are, they are one of these.
   *
   * @param writer the schema that a command in Confluent framing was written with
   */
  static CommandPeek at(byte @Nullable [] value, @Nullable Schema writer) {
    try {
      return switch (CommandBytes.of(value, writer)) {
        case CommandBytes.JsonObject(String text) -> inJson(text);
        case CommandBytes.AvroRecord(var command) -> judge(command.getId());
      };
    } catch (UndecodableException e) {
      return new Undecodable(e.code(), e.getMessage());
    }
  }

  /** The id of a command that names none: the same whenever its record is read again. */
  static String idFor(Uuid topicId, int partition, long offset) {
    return EventId.uuid5(topicId.toString() + '/' + partition + '/' + offset).toString();
  }

  private static CommandPeek inJson(String text) throws UndecodableException {
    CommandPeek peek = new NoId();
    boolean seen = false;
    try (JsonParser parser = JsonReader.FACTORY.createParser(text.toCharArray())) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        boolean isId = "id".equals(parser.currentName());
        JsonToken token = parser.nextToken();
        if (isId) {
          peek = seen ? invalid("id: is there more than once") : id(parser, token);
          seen = true;
        }
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        throw new UndecodableException("there is more than one JSON value");
      }
    } catch (IOException e) {
      throw JsonReader.malformed(e);
    }
    return peek;
  }

  private static CommandPeek id(JsonParser parser, JsonToken token) throws IOException {
    return switch (token) {
      case VALUE_NULL -> new NoId();
      case VALUE_STRING -> judge(parser.getText());
      default -> invalid("id: must be a string");
    };
  }

  private static CommandPeek judge(@Nullable String id) {
    if (id == null) {
      return new NoId();
    }
    return RequestIds.isValid(id)
        ? new Addressed(id)
        : invalid("id: " + RequestIds.RULE + ", got '" + Texts.brief(id) + "'");
  }

  private static Undecodable invalid(String message) {
    return new Undecodable(DeadLetterCode.INVALID_ID, message);
  }
}
