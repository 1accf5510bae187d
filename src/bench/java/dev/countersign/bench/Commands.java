package dev.countersign.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.countersign.SignRequestCommand;
import dev.countersign.SignRequestCustomMeta;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Commands of 1 KB, each asking for a sign-in of its own. */
final class Commands {
  private static final String FILLER = "x".repeat(740);

  private static final String INSTRUCTION = "Sign in to the shop";
  private static final String TXJSON =
      """
      {"TransactionType":"SignIn","Memos":[{"Memo":{"MemoData":"%s"}}]}""";

  static {
    // As any producer of generated Avro classes must, before it uses the first.
    System.setProperty("org.apache.avro.SERIALIZABLE_PACKAGES", "dev.countersign");
  }

  private Commands() {}

  static String id(int number) {
    return "request-%07d".formatted(number);
  }

  static byte[] json(int number) {
    return """
    {"id":"%s","user":"user-%d","txjson":%s,"custom_meta":{"instruction":"%s","blob":"%s"}}"""
        .formatted(
            id(number), number, TXJSON.formatted(PlatformStub.memo(number)), INSTRUCTION, FILLER)
        .getBytes(UTF_8);
  }

  /** The same in Avro single-object encoding. */
  static byte[] avro(int number) {
    SignRequestCommand command =
        SignRequestCommand.newBuilder()
            .setId(id(number))
            .setUser("user-" + number)
            .setTxjson(TXJSON.formatted(PlatformStub.memo(number)))
            .setCustomMeta(new SignRequestCustomMeta('"' + FILLER + '"', INSTRUCTION))
            .build();
    try {
      return SignRequestCommand.getEncoder().encode(command).array();
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
  }
}
