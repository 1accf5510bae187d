package dev.countersign.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Ruins valid input a little, so that it gets past the first check it meets. */
public final class Damage {
  private static final Pattern JSON_TOKEN =
      Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[-+.0-9eE]+|[a-z]+|[\\[\\]{}:,]");

  /** Lengths and counts as Avro writes them: -1, about 2 and 4 billion, the largest, no end. */
  private static final List<byte[]> VARINTS =
      List.of(
          hex("01"),
          hex("feffffff0f"),
          hex("feffffff1f"),
          hex("feffffffffffffffff01"),
          hex("ffffffffffffffffff01"),
          hex("ffffffffffffffffffffff"));

  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "0",
          "-0",
          "-0.0",
          "1",
          "-1",
          "1.5",
          "1e400",
          "1e-400",
          "1e999999999",
          "-1e-999999999",
          "1e2147483648",
          "1e99999999999",
          "2147483648",
          "9223372036854775808",
          "9".repeat(1000),
          "9".repeat(1001),
          "NaN",
          "Infinity",
          "\"\"",
          "\" \"",
          "\"true\"",
          "\"0\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\\u0000\\n\\u2028\\ud83d\\ude00\"",
          "\"" + "x".repeat(300) + "\"",
          "\"" + "\\u00e9".repeat(50_001) + "\"",
          "\"2026-02-30T00:00:00Z\"",
          "\"0000-01-01T00:00:00+18:00\"",
          "\"9999-12-31T23:59:60Z\"",
          "\"+999999999-12-31T23:59:59.999999999-18:00\"",
          "\"-999999999-01-01T00:00:00+18:00\"",
          "\"99999999999\"",
          "{}",
          "[]",
          "[[],{}]",
          "{\"\":{\"\":null}}",
          "{\"a\":1,\"a\":2}",
          nested(99),
          nested(101),
          nested(999),
          nested(1_001),
          nested(60_000),
          "[" + "0,".repeat(20_000) + "0]");

  private Damage() {}

  private static String nested(int depth) {
    return "[".repeat(depth) + "]".repeat(depth);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /** Anything at all, most often something that begins like JSON. */
  public static byte[] noise(RandomGenerator random) {
    byte[] noise = new byte[random.nextInt(65)];
    random.nextBytes(noise);
    if (random.nextBoolean()) {
      byte[] likely = "{}[]\",:\\ntue0.-id".getBytes(UTF_8);
      for (int i = 0; i < noise.length; i++) {
        noise[i] = likely[Math.floorMod(noise[i], likely.length)];
      }
    }
    return noise;
  }

  /**
   * @param from what stands before it stays
   */
  public static byte[] bytes(byte[] valid, int from, RandomGenerator random) {
    byte[] value = valid;
    for (int i = random.nextInt(4); i >= 0; i--) {
      if (value.length <= from) {
        return value;
      }
      int at = random.nextInt(from, value.length);
      int end = Math.min(value.length, at + random.nextInt(9));
      byte[] inserted =
          switch (random.nextInt(6)) {
            case 0 -> new byte[] {(byte) random.nextInt(256)};
            case 1 -> new byte[] {(byte) (value[at] ^ 1 << random.nextInt(8))};
            case 2 -> new byte[0];
            case 3 -> Arrays.copyOfRange(value, at, end);
            case 4 -> pick(VARINTS, random);
            default -> Arrays.copyOfRange(noise(random), 0, random.nextInt(9));
          };
      boolean replaces = random.nextInt(4) > 0;
      value = spliced(value, at, replaces ? Math.max(end, at + 1) : at, inserted);
      if (random.nextInt(8) == 0) {
        value = Arrays.copyOf(value, random.nextInt(from, value.length + 1));
      }
    }
    return value;
  }

  private static byte[] spliced(byte[] value, int from, int to, byte[] inserted) {
    byte[] result = Arrays.copyOf(value, from + inserted.length + value.length - to);
    System.arraycopy(inserted, 0, result, from, inserted.length);
    System.arraycopy(value, to, result, from + inserted.length, value.length - to);
    return result;
  }

  /** Values of other types, renamed and repeated keys, parts that are gone or in other places. */
  public static String json(String valid, RandomGenerator random) {
    List<String> tokens =
        new ArrayList<>(JSON_TOKEN.matcher(valid).results().map(MatchResult::group).toList());
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(tokens.size());
      switch (random.nextInt(10)) {
        case 0 -> tokens.remove(at);
        case 1 -> tokens.add(at, pick(tokens, random));
        case 2 -> tokens.set(at, pick(tokens, random));
        case 3 -> repeat(tokens, at, random);
        default -> replaceValue(tokens, at, random);
      }
    }
    return String.join("", tokens);
  }

  /** A member, in the place of another. */
  private static void repeat(List<String> tokens, int at, RandomGenerator random) {
    List<String> part = List.copyOf(tokens.subList(at, Math.min(tokens.size(), at + 4)));
    tokens.addAll(random.nextInt(tokens.size()), part);
  }

  private static void replaceValue(List<String> tokens, int at, RandomGenerator random) {
    for (int i = at; i < tokens.size(); i++) {
      boolean isValue = !"[]{}:,".contains(tokens.get(i));
      boolean isKey = i + 1 < tokens.size() && tokens.get(i + 1).equals(":");
      if (isValue && !isKey) {
        tokens.set(i, pick(ODD, random));
        return;
      }
    }
  }

  public static <T> T pick(List<T> all, RandomGenerator random) {
    return all.get(random.nextInt(all.size()));
  }
}
