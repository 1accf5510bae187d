package dev.countersign.sandbox;

import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Lower-case version 4 UUIDs, the only identifiers the platform hands out (PROTOCOL §2.1). */
final class Ids {
  private static final Pattern V4 =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  private static final Pattern UUID_SHAPE =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private RandomGenerator random;

  Ids(RandomGenerator random) {
    this.random = random;
  }

  /** From here on the same ids in the same order, whatever was before. */
  void restart(RandomGenerator from) {
    random = from;
  }

  String next() {
    return v4(random.nextLong(), random.nextLong());
  }

  static String v4(long high, long low) {
    return new UUID(
            (high & 0xFFFF_FFFF_FFFF_0FFFL) | 0x4000L,
            (low & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L)
        .toString();
  }

  static boolean isUuid(String text) {
    return UUID_SHAPE.matcher(text.toLowerCase(Locale.ROOT)).matches();
  }

  static boolean isV4(String text) {
    return V4.matcher(text.toLowerCase(Locale.ROOT)).matches();
  }
}
