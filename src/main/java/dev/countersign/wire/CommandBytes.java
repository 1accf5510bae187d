package dev.countersign.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.SignRequestCommand;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** A command's value, its encoding told by its first bytes and never by configuration. */
sealed interface CommandBytes {
  int LARGEST = 128 * 1024;

  record JsonObject(String text) implements CommandBytes {}

  record AvroRecord(SignRequestCommand command) implements CommandBytes {}

  static CommandBytes of(byte @Nullable [] value) throws UndecodableException {
    if (value == null || value.length == 0) {
      throw new UndecodableException("the record has no value; a command is JSON or Avro");
    }
    if (value.length > LARGEST) {
      throw new UndecodableException(
          DeadLetterCode.TOO_LARGE,
          "the command has " + value.length + " bytes; at most " + LARGEST + " are allowed");
    }
    if (SingleObjectReader.isSingleObject(value)) {
      return new AvroRecord(Commands.READER.read(value, SchemaLookup.none()));
    }
    if (value[0] == 0) {
      throw new UndecodableException(
          DeadLetterCode.CONFLUENT_FRAMING_UNSUPPORTED,
          "Confluent framing (first byte 00): schema registry support is not part of this release;"
              + " use JSON or Avro single-object encoding");
    }
    if (value[0] == (byte) 0xEF && value.length > 1 && value[1] == (byte) 0xBB) {
      throw new UndecodableException(
          "begins with a byte order mark (EF BB BF); JSON commands are UTF-8 without one");
    }
    if (!beginsWithBrace(value)) {
      throw new UndecodableException(
          "neither a JSON object nor Avro single-object encoding: first byte "
              + String.format("%02X", value[0]));
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
    private static final SingleObjectReader<SignRequestCommand> READER =
        new SingleObjectReader<>(SignRequestCommand.class, SignRequestCommand.getClassSchema());

    private Commands() {}
  }
}
