package dev.countersign.wire;

import java.util.Locale;

/** Texts of others in messages of ours. */
final class Texts {
  private static final int LONGEST = 80;

  private Texts() {}

  /** Short and on one line, whatever came in. */
  static String brief(String text) {
    StringBuilder brief = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(c -> brief.appendCodePoint(Character.isISOControl(c) || isHalf(c) ? '?' : c));
    return text.codePointCount(0, text.length()) > LONGEST ? brief + "…" : brief.toString();
  }

  /** Whether it holds half of a surrogate pair, which no UTF-8 text can. */
  static boolean isBroken(String text) {
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      if (isHalf(text.codePointAt(i))) {
        return true;
      }
    }
    return false;
  }

  static String hex(long value) {
    return String.format(Locale.ROOT, "%016x", value);
  }

  static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
