package dev.countersign.config;

import java.util.Arrays;
import java.util.Comparator;

/** Finds the setting that somebody probably meant. */
final class Spelling {
  private static final int CLOSE = 3;

  private Spelling() {}

  static String hint(String key) {
    return Arrays.stream(ConfigKey.values())
        .map(ConfigKey::key)
        .filter(known -> distance(key, known) <= CLOSE)
        .min(Comparator.comparingInt(known -> distance(key, known)))
        .map(known -> "; did you mean " + known + "?")
        .orElse("");
  }

  /** Levenshtein. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
