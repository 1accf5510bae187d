package dev.countersign.request;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The 160 bits of a currency's code have up to two spellings; one of them is used here. */
final class CurrencyCode {
  private static final Pattern SHORT = Pattern.compile("[A-Za-z0-9?!@#$%^&*<>(){}\\[\\]|]{3}");
  private static final Pattern LONG = Pattern.compile("[0-9A-F]{40}");

  /** Twelve zero bytes, three characters, five zero bytes. */
  private static final Pattern SHORT_IN_LONG = Pattern.compile("0{24}([0-9A-F]{6})0{10}");

  private static final String COIN = "XRP";
  private static final String COIN_IN_LONG = "0".repeat(40);

  private CurrencyCode() {}

  /** Three characters where they can say it, else 40 hex digits; null if it is no such code. */
  static @Nullable String parse(String text) {
    if (SHORT.matcher(text).matches()) {
      return text.equals(COIN) ? null : text;
    }
    String upper = text.toUpperCase(Locale.ROOT);
    if (!LONG.matcher(upper).matches() || upper.equals(COIN_IN_LONG)) {
      return null;
    }
    var matcher = SHORT_IN_LONG.matcher(upper);
    if (matcher.matches()) {
      byte[] bytes = HexFormat.of().parseHex(matcher.group(1));
      String characters = new String(bytes, StandardCharsets.ISO_8859_1);
      if (SHORT.matcher(characters).matches() && !characters.equals(COIN)) {
        return characters;
      }
    }
    return upper;
  }
}
