package dev.countersign.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.IntStream;

/** Commands of 1 KB, each asking for a sign-in of its own. */
final class Commands {
  private static final String FILLER = "x".repeat(740);

  private Commands() {}

  static String id(int number) {
    return "request-%07d".formatted(number);
  }

  static byte[] json(int number) {
    return """
    {"id":"%s","user":"user-%d","txjson":{"TransactionType":"SignIn","Memos":[{"Memo":{"MemoData":"%s"}}]},\
    "custom_meta":{"instruction":"Sign in to the shop","blob":"%s"}}"""
        .formatted(id(number), number, PlatformStub.memo(number), FILLER)
        .getBytes(UTF_8);
  }

  static List<byte[]> json(int from, int count) {
    return IntStream.range(from, from + count).mapToObj(Commands::json).toList();
  }
}
