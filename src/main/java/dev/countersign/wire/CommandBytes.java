package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.SignRequestCommand;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Objects;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A command's value, its encoding told by its first bytes and never by configuration. */
sealed interface CommandBytes {
  int LARGEST = 128 * 1024;

  record JsonObject(String text) implements CommandBytes {}

  record AvroRecord(SignRequestCommand command) implements CommandBytes {}

  /**
   * @param writer the schema that a command in Confluent framing was written with
   */
  static CommandBytes of(byte @Nullable [] value, @Nullable Schema writer)
      throws UndecodableException {
    if (value == null || value.length == 0) {
      throw new UndecodableException("the record has no value; a command is JSON or Avro");
    }
    if (value.length > LARGEST) {
      throw new UndecodableException(
          DeadLetterCode.TOO_LARGE,
          "the command has " + value.length + " bytes; at most " + LARGEST + " are allowed");
    }
    if (AvroReader.isSingleObject(value)) {
      return new AvroRecord(Commands.READER.read(value, ReleasedSchemas.ALL));
    }
    if (Framing.isFramed(value)) {
      Schema written = writer == null ? Framing.writer(value, SchemaIds.none()) : writer;
      return new AvroRecord(Commands.READER.readFramed(value, Objects.requireNonNull(written)));
    }
    if (value[0] == (byte) 0xEF && value.length > 1 && value[1] == (byte) 0xBB) {
      throw new UndecodableException(
          "begins with a byte order mark (EF BB BF); JSON commands are UTF-8 without one");
    }
    if (!beginsWithBrace(value)) {
      throw new UndecodableException(
          "neither a JSON object nor Avro: first byte " + String.format("%02X", value[0]));
    }
    return new JsonObject(utf8(value));
  }

  private static boolean beginsWithBrace(byte[] value) {
    for (byte b : value) {
      switch (b) {
        case ' ', '\t', '\r', '\n' -> {}
        case '{' -> {
          return true;
        }
        default -> {
          return false;
        }
      }
    }
    return false;
  }

  private static String utf8(byte[] value) throws UndecodableException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
    } catch (CharacterCodingException e) {
      throw new UndecodableException("JSON that is not UTF-8");
    }
  }

  /** Costly to make, free to share. */
  final class Commands {
    private static final AvroReader<SignRequestCommand> READER =
        new AvroReader<>(SignRequestCommand.class, SignRequestCommand.getClassSchema());

    private Commands() {}
  }
}
